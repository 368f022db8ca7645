import type { Result } from '../base/result';
import type { CreateRequest } from '../studio/createRequest';
import type { FileToSend } from '../request/delivery';
import type { TaskResponse } from '../studio/responses';
import type { Fault } from '../base/fault';
import type { RequestedVideo } from './requestedVideo';
import type { LedgerEntry, ModelLimits } from './ledger';

/** Brings a file to the service and gives the link under which the service finds it. */
export type SendFile = (file: FileToSend) => Promise<Result<string>>;

/** Delivers a finished video. Times are milliseconds since the epoch, `submittedAt` by this machine's clock. */
export type Deliver<Delivered> = (
	job: Job,
	response: TaskResponse,
	deadline: number,
	submittedAt?: number,
) => Promise<Result<Delivered>>;

/** How far to go for an item. */
export interface Goal {
	/** `once`: one query, whatever the state. `until done`: until the task has ended. */
	query: 'no' | 'once' | 'until done';
	/** Whether a finished video is downloaded into n8n's storage. */
	download: boolean;
	/** Milliseconds for submit, wait and download, from the moment that it is the item's turn. */
	maximumWait: number;
	/** What the end of that time means. */
	atDeadline: 'fail' | 'return task';
	/** With `once`: from the task list where that saves calls, and for a minute at most. */
	batch?: boolean;
}

/** A request for a video, by its place in the ledger. */
interface KeyedRequest {
	key: string;
	/** The model's id, and its published limits. */
	model: string;
	limits?: ModelLimits;
}

export interface SubmitStart extends KeyedRequest {
	kind: 'submit';
	/** What is sent; where there is a `prepare`, what would be sent but for the links of files. */
	request: CreateRequest;
	/** Uploads the item's files and returns the call with their links. With Check Portrait First, each check is charged. */
	prepare?(send: SendFile): Promise<Result<CreateRequest>>;
	asked?: RequestedVideo;
}

/** What an earlier try of the run has submitted, whatever the item's values come to now. */
interface EarlierStart extends KeyedRequest {
	kind: 'earlier try';
	entry: LedgerEntry;
}

/** How a task starts that this node submits. */
export type NewTaskStart = SubmitStart | EarlierStart;

/** What is wanted for one item. */
export interface Job {
	itemIndex: number;
	start: NewTaskStart | { kind: 'known task'; taskId: string };
	goal: Goal;
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
	response?: TaskResponse;
	delivered?: Delivered;
	fault?: Fault;
	hints: string[];
}
