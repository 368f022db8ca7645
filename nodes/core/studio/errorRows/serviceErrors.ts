import { waitAndRepeat, type ErrorRow } from './errorRow';

/** The service's own faults. */
export const serviceErrors: readonly ErrorRow[] = [
	{
		code: 'InternalError.Timeout',
		class: 'retry',
		message: 'The service gave up on the task after three hours',
		description: 'A task that did not succeed is not charged. Run the item again.',
	},
	{
		code: 'RewriteFailed',
		class: 'retry',
		message: 'The service could not rewrite the prompt',
		description: 'Run the item again, or turn off Prompt Extend.',
	},
	...[
		['InternalError*', 'internal_error'],
		['SystemError'],
		['ModelServiceFailed'],
		['RequestTimeOut'],
		['ModelServingError'],
		['ModelUnavailable'],
	].map(
		([code = '', ...aliases]): ErrorRow => ({
			code,
			...(aliases.length > 0 && { aliases }),
			class: 'retry',
			message: 'Something went wrong inside the service',
			description: waitAndRepeat,
		}),
	),
];
