import type { Fault } from '../../core/base/fault';
import type { Job } from '../../core/tasks/job';
import type { ValidatedVideo } from '../../core/request/validate';
import type { RequestedVideo } from '../../core/tasks/requestedVideo';
import type { OutputSettings } from '../../shared/outputSettings';

/** What the user decided about an item's money. */
export interface MoneySettings {
	dryRun: boolean;
	/** In the currency of the region's list, for all videos of the execution together; the lowest of all items counts. */
	spendingLimit?: number;
	/** The user's own price of a second, in the currency of the region's list. */
	pricePerSecond?: number;
}

/** How an item is waited for. */
export interface WaitSettings {
	/** Tasks of one model at the service at once. */
	runningTasks?: number;
	/** Milliseconds. */
	maximumWait: number;
	/** Milliseconds. */
	pollCeiling: number;
	atDeadline: 'fail' | 'return task';
	/** Whether its task is canceled at Stop, if it has not begun. */
	cancelAtStop: boolean;
}

/** All that is set for an item beside the video itself. */
export interface ItemSettings {
	output: OutputSettings;
	waiting: WaitSettings;
	money: MoneySettings;
	waitForVideo: boolean;
	/** Milliseconds between two queries of a suspended wait. */
	resumeInterval: number;
}

/** What is to be done for one item: a job, or the fault that its check found. */
export interface ItemPlan {
	itemIndex: number;
	fault?: Fault;
	job?: Job;
	/** What goes out in place of a result: a dry run has no job. */
	preview?: Record<string, unknown>;
	/** The video that this run is to ask for. */
	video?: ValidatedVideo;
	/** What is asked for, or was by an earlier try. */
	asked?: RequestedVideo;
	/** Left out where the item's settings cannot be read. */
	settings?: ItemSettings;
	hints: string[];
}
