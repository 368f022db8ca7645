/** What kind of fault it is, by what has to happen next. */
export type FaultClass =
	/** A passing fault of the service or the network. */
	| 'retry'
	/** Content moderation or a rule against copying. */
	| 'blocked'
	/** A value or a file that the service does not take. */
	| 'input'
	/** Money or quota of the account. */
	| 'quota'
	/** The key, its region, its workspace or its rights. */
	| 'key or region'
	/** The task or its video link is older than 24 hours, or not of this account and region. */
	| 'expired'
	/** The wait was over before the task. The task goes on at the service. */
	| 'deadline'
	/** The execution was stopped. */
	| 'stopped'
	/** A create call whose answer was lost: a task may exist and may be paid for. Never repeated. */
	| 'unclear'
	/** The task was canceled at the service. */
	| 'ended';

export type Stage = 'check' | 'upload' | 'submit' | 'wait' | 'download' | 'cancel' | 'list';

/** What the user gets to read of a fault. */
export interface FaultText {
	/** What happened, one sentence without a final period. */
	message: string;
	/** Whose turn it is and what to do. */
	description: string;
}

/** A fault as plain data: everything that is known, in the words that the user gets to read. */
export interface Fault extends FaultText {
	stage: Stage;
	class: FaultClass;
	/** The service's own words. */
	code?: string;
	serviceMessage?: string;
	httpStatus?: number;
	requestId?: string;
	/** Network code such as ECONNRESET, where there was no answer. */
	networkCode?: string;
	/** Milliseconds that the service asked to wait. */
	retryAfter?: number;
	taskId?: string;
	model?: string;
	/** A link was refused that must still live: a fresh one may work. */
	linkRefused?: true;
	/** The finished video, where only its delivery went wrong. */
	videoUrl?: string;
	/** Milliseconds since the epoch: when the create call was sent whose answer was lost. */
	calledAt?: number;
	/** Tasks at the service that may be the one whose answer was lost. */
	candidates?: Array<{ taskId: string; status: string; createdAt: string }>;
}
