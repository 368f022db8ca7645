import { changeInput, waitAndRepeat, type ErrorRow } from './errorRow';

const changeContent = 'Change the prompt or the file. Nothing was charged.';

const mediaTimeout: Omit<ErrorRow, 'codes'> = {
	class: 'retry',
	mayCreateAgain: 'media timeout',
	message: 'The service took too long to fetch the media file',
	description: 'Run the item again, or put the file on a faster host.',
};

const mediaUnreadable: Omit<ErrorRow, 'codes'> = {
	class: 'input',
	message: 'The service could not fetch the media file, or does not accept it',
	description:
		'Check that the link opens without a login, has not expired and leads to the file itself, or pass the file as binary data.',
};

const unknownModel: Omit<ErrorRow, 'codes'> = {
	class: 'input',
	message: 'The service does not offer this model here',
	description: "Choose a model from the list, or check its ID, and the credential's Region and Base URL.",
};

/** What was sent: its content, its values and its files. */
export const requestErrors: readonly ErrorRow[] = [
	// Moderation
	{
		codes: ['DataInspectionFailed'],
		serviceMessage: /output/i,
		class: 'blocked',
		message: "The service's content check blocked the finished video",
		description: changeContent,
	},
	{
		codes: ['DataInspectionFailed'],
		class: 'blocked',
		message: "The service's content check refused the prompt or a file",
		description: changeContent,
	},
	{
		codes: ['IPInfringementSuspect'],
		class: 'blocked',
		message: 'The input may infringe a copyright or trademark',
		description: changeContent,
	},
	{
		codes: ['CustomRoleBlocked'],
		class: 'blocked',
		message: "One of the account's own moderation rules blocked the input",
		description: 'Change the input, or the rule in the Model Studio console.',
	},
	// Input
	{ codes: ['*'], serviceMessage: /download the media resource timed out/i, ...mediaTimeout },
	{ codes: ['InvalidURL.Timeout'], ...mediaTimeout },
	{ codes: ['InvalidParameter.DataInspection'], serviceMessage: /timed out/i, ...mediaTimeout },
	{ codes: ['*'], serviceMessage: /failed to download/i, ...mediaUnreadable },
	{
		codes: ['InvalidParameter.DataInspection', 'InvalidURL*', 'BadRequest.InputDownloadFailed'],
		...mediaUnreadable,
	},
	{ codes: ['InvalidParameter'], serviceMessage: /model not exist|url error/i, ...unknownModel },
	{ codes: ['model_not_supported'], ...unknownModel },
	{
		codes: ['BadRequest.TooLarge'],
		class: 'input',
		message: 'The request is too large for the service',
		description: 'Use a smaller file, or pass it as a link.',
	},
	{
		codes: [
			'InvalidParameter*',
			'InternalError.Algo.InvalidParameter',
			'InvalidFile*',
			'InvalidImage*',
			'BadRequest*',
		],
		class: 'input',
		message: 'The service refused a value or a file',
		description: changeInput,
	},
	{
		codes: ['UnsupportedOperation'],
		class: 'input',
		message: 'It is too late to cancel this task',
		description:
			'Only a PENDING task can be stopped. A running task continues and is charged if it succeeds.',
	},
	{
		codes: ['Conflict'],
		class: 'input',
		message: 'The request conflicts with another one',
		description: waitAndRepeat,
	},
];
