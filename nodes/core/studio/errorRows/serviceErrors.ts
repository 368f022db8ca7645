import { failedUncharged, waitAndRepeat, type ErrorRow } from './errorRow';

export const serviceBusy: Omit<ErrorRow, 'codes'> = {
	class: 'retry',
	message: 'The service is busy, or something went wrong inside it',
	description: waitAndRepeat,
};

/** The service's own faults. */
export const serviceErrors: readonly ErrorRow[] = [
	{
		codes: ['InternalError.Timeout'],
		class: 'retry',
		message: 'The service gave up on the task after three hours',
		description: failedUncharged,
	},
	{
		codes: ['RewriteFailed'],
		class: 'retry',
		message: 'The service could not rewrite the prompt',
		description: 'Run the item again, or turn off Prompt Extend.',
	},
	{
		codes: [
			'InternalError*',
			'SystemError',
			'ModelServiceFailed',
			'RequestTimeOut',
			'ModelServingError',
			'ModelUnavailable',
		],
		...serviceBusy,
	},
];
