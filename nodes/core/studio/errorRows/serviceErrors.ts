import { waitAndRepeat, type ErrorRow } from './errorRow';

/** The service's own faults. */
export const serviceErrors: readonly ErrorRow[] = [
	{
		codes: ['InternalError.Timeout'],
		class: 'retry',
		message: 'The service gave up on the task after three hours',
		description: 'A task that did not succeed is not charged. Run the item again.',
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
		class: 'retry',
		message: 'The service is busy, or something went wrong inside it',
		description: waitAndRepeat,
	},
];
