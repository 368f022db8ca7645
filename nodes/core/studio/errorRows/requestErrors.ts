import { waitAndRepeat, type ErrorRow } from './errorRow';

const changeInput = 'Change the value that the service names, and run the item again. Nothing was paid.';
const mediaDescription =
	'Check that the link opens without login and ends in the file itself. Otherwise pass the file as binary data, or store it in OSS of the same region.';

/** What was sent: its content, its values and its files. */
export const requestErrors: readonly ErrorRow[] = [
	// Moderation
	{
		code: 'DataInspectionFailed',
		aliases: ['data_inspection_failed'],
		serviceMessage: /output/i,
		class: 'blocked',
		message: "The service's content check held back the finished video",
		description: 'Change the prompt or the image. A held back video is not charged.',
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
		message: 'The service suspects that the input infringes a copyright or a trade mark',
		description: 'Use other wording or another image.',
	},
	{
		code: 'CustomRoleBlocked',
		class: 'blocked',
		message: "A moderation rule of the account's own refused the input",
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
		message: 'The service may not read the media file; a signed link may have expired',
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
		message: 'The service does not know this model',
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
		message: 'The service does not take the media file behind a link',
		description: mediaDescription,
	},
	{
		code: 'InvalidFile*',
		class: 'input',
		message: 'The service does not take the media file',
		description: changeInput,
	},
	{
		code: 'InvalidImage*',
		class: 'input',
		message: 'The service does not take the image',
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
		message: 'The request is larger than the service takes',
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
		message: 'The task is past the point where it can be called off',
		description:
			'Only a task that is still PENDING can be. A running task goes on and is charged when it succeeds.',
	},
	{
		code: 'Conflict',
		class: 'input',
		message: 'The request conflicts with another one',
		description: waitAndRepeat,
	},
];
