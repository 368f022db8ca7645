import { waitAndRepeat, type ErrorRow } from './errorRow';

const changeInput = 'Change the value that the service names, then run the item again. Nothing was charged.';
const mediaDescription =
	'Check that the link opens without a login and leads to the file itself. Otherwise, pass the file as binary data, or store it in OSS in the same region.';

/** What was sent: its content, its values and its files. */
export const requestErrors: readonly ErrorRow[] = [
	// Moderation
	{
		code: 'DataInspectionFailed',
		aliases: ['data_inspection_failed'],
		serviceMessage: /output/i,
		class: 'blocked',
		message: "The service's content check blocked the finished video",
		description: 'Change the prompt or the image. A blocked video is not charged.',
	},
	{
		code: 'DataInspectionFailed',
		aliases: ['data_inspection_failed'],
		class: 'blocked',
		message: "The service's content check refused the prompt or a file",
		description: 'Change the prompt or the image.',
	},
	{
		code: 'IPInfringementSuspect',
		class: 'blocked',
		message: 'The service suspects that the input infringes a copyright or trademark',
		description: 'Use different wording or another image.',
	},
	{
		code: 'CustomRoleBlocked',
		class: 'blocked',
		message: "One of the account's own moderation rules blocked the input",
		description: 'Change the input, or the rule in the Model Studio console.',
	},
	// Input
	{
		code: '*',
		serviceMessage: /download the media resource timed out/i,
		class: 'retry',
		mayCreateAgain: 'media timeout',
		message: 'The service took too long to fetch the media file',
		description: 'Run the item again, or put the file on a faster host.',
	},
	{
		code: '*',
		serviceMessage: /failed to download multimodal content/i,
		class: 'input',
		message: 'The service could not download the media file',
		description: mediaDescription,
	},
	{
		code: 'InvalidParameter.DataInspection',
		serviceMessage: /timed out/i,
		class: 'retry',
		mayCreateAgain: 'media timeout',
		message: 'The service took too long to fetch the media file',
		description: 'Run the item again, or put the file on a faster host.',
	},
	{
		code: 'InvalidParameter.DataInspection',
		serviceMessage: /authorization/i,
		class: 'input',
		message: 'The service is not allowed to read the media file. A signed link may have expired',
		description: mediaDescription,
	},
	{
		code: 'InvalidParameter.DataInspection',
		class: 'input',
		message: 'The service could not fetch or read the media file',
		description: mediaDescription,
	},
	{
		code: 'InvalidParameter',
		serviceMessage: /failed to download/i,
		class: 'input',
		message: 'The service could not download the media file',
		description: mediaDescription,
	},
	{
		code: 'InvalidParameter',
		serviceMessage: /model not exist/i,
		class: 'input',
		message: 'The service does not recognize this model',
		description: 'Choose the model from the list, or check its ID.',
	},
	{
		code: 'InvalidParameter',
		serviceMessage: /url error/i,
		class: 'input',
		message: 'The service does not offer this model at this address',
		description: "Check the model's ID, and the credential's Base URL if it is set.",
	},
	{
		code: 'InternalError.Algo.InvalidParameter',
		class: 'input',
		message: 'The service refused a value',
		description: changeInput,
	},
	{
		code: 'InvalidParameter*',
		class: 'input',
		message: 'The service refused a value',
		description: changeInput,
	},
	{
		code: 'InvalidURL.Timeout',
		class: 'retry',
		mayCreateAgain: 'media timeout',
		message: 'The service took too long to fetch the media file',
		description: 'Run the item again, or put the file on a faster host.',
	},
	{
		code: 'InvalidURL*',
		class: 'input',
		message: 'The service does not accept the media file at one of the links',
		description: mediaDescription,
	},
	{
		code: 'InvalidFile*',
		class: 'input',
		message: 'The service does not accept the media file',
		description: changeInput,
	},
	{
		code: 'InvalidImage*',
		class: 'input',
		message: 'The service does not accept the image',
		description: changeInput,
	},
	{
		code: 'BadRequest.InputDownloadFailed',
		class: 'input',
		message: 'The service could not download the media file',
		description: mediaDescription,
	},
	{
		code: 'BadRequest.TooLarge',
		class: 'input',
		message: 'The request is too large for the service',
		description: 'Use a smaller file, or pass it as a link.',
	},
	{
		code: 'BadRequest*',
		class: 'input',
		message: 'The service refused the request',
		description: changeInput,
	},
	{
		code: 'UnsupportedOperation',
		class: 'input',
		message: 'It is too late to cancel this task',
		description:
			'Only a PENDING task can be stopped. A running task continues and is charged if it succeeds.',
	},
	{
		code: 'Conflict',
		class: 'input',
		message: 'The request conflicts with another one',
		description: waitAndRepeat,
	},
];
