import type { Fault } from '../../core/base/fault';
import type { Job } from '../../core/tasks/job';
import type { ValidatedVideo } from '../../core/request/validate';
import type { OutputSettings } from '../../shared/outputSettings';

/** What the user decided about an item's money. */
export interface MoneySettings {
	dryRun: boolean;
	/** In the currency of the region's list, for all items of the run together; the lowest of all items counts. */
	spendingLimit?: number;
	/** The user's own price of a second, in the currency of the region's list. */
	pricePerSecond?: number;
}

/** What is to be done for one item: a job, or the fault that its check found. */
export interface ItemPlan {
	itemIndex: number;
	fault?: Fault;
	job?: Job;
	/** What goes out in place of a result: a dry run has no job. */
	preview?: Record<string, unknown>;
	/** What was asked for, where this run makes the video. */
	video?: ValidatedVideo;
	money?: MoneySettings;
	output: OutputSettings;
	hints: string[];
}
