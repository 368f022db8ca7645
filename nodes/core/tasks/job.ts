import type { Outcome } from '../base/result';
import type { CreateRequest } from '../studio/createRequest';
import type { OutgoingFile } from '../request/delivery';
import type { TaskAnswer } from '../studio/answers';
import type { Fault } from '../base/fault';

/** Brings a file to the service and gives the link under which the service finds it. */
export type SendFile = (file: OutgoingFile) => Promise<Outcome<string>>;

/** What is wanted for one item. */
export interface Job {
	itemIndex: number;
	start:
		| {
				kind: 'submit';
				/** What is sent; where there is a `prepare`, what would be sent but for the links of files. */
				request: CreateRequest;
				/** Brings the item's files to the service and gives the call with their links. Costs nothing. */
				prepare?(send: SendFile): Promise<Outcome<CreateRequest>>;
				/** The item's place in the ledger. */
				key: string;
				/** The model's id, and its published limits. */
				model: string;
				limits: { submitsPerSecond: number; runningTasks: number };
		  }
		| { kind: 'known task'; taskId: string };
	/**
	 * How far to go. `submitted`: there is a task. `looked`: one look, whatever the state; `looked and delivered`
	 * brings the video if it is there. `glanced`: the same with little patience, and by the task list where that saves
	 * calls. `ended`: the video exists. `delivered`: the video is in n8n's storage.
	 */
	until:
		| 'submitted'
		| 'looked'
		| 'looked and delivered'
		| 'glanced'
		| 'glanced and delivered'
		| 'ended'
		| 'delivered';
}

/** What came of it. A fault leaves standing what is known of the task. */
export interface JobResult<Delivered> {
	job: Job;
	taskId?: string;
	requestId?: string;
	/** Milliseconds since the epoch, by this machine's clock. */
	submittedAt?: number;
	/** The answer to the create call as it came. */
	created?: Record<string, unknown>;
	/** The last that the service said of the task. */
	answer?: TaskAnswer;
	delivered?: Delivered;
	/** The wait was over and the user chose to get the task as it is. */
	stillRunning?: boolean;
	fault?: Fault;
	hints: string[];
}

export function looksOnce({ until }: Job): boolean {
	return until.startsWith('looked') || glances({ until });
}

export function glances({ until }: Pick<Job, 'until'>): boolean {
	return until.startsWith('glanced');
}

export function wantsVideo({ until }: Job): boolean {
	return until.endsWith('delivered');
}
