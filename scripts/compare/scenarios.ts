import type { MisbehaveRule, StandInOptions } from '../../test/standIn';

const MEGABYTE = 1024 * 1024;

export interface Scenario {
	name: string;
	items: number;
	model: string;
	/** Service seconds that pass in one of the machine's. */
	speed: number;
	service: StandInOptions;
	fault?: MisbehaveRule;
	retryOnFail: boolean;
	/** Whether both nodes can ask for it in the same words, which is then checked. */
	sameRequest: boolean;
}

/**
 * How much faster the clock runs where waiting is what takes long; large files take their real time. Not more: the faster
 * it is, the more garbage lies about when V8 tidies up, so that memory looks worse than it is for the node that asks more.
 */
export const SPEED = 3;
/** 45 to 75 seconds, so that no poller's interval happens to fit; the same for the nth task of either node. */
const usualTasks = (_model: string, n: number) => 45 + ((n * 37) % 31);
/** In real time, so short; between two looks of a poller that looks every 15 seconds, as it is on average. */
export const FILE_TASK_SECONDS = 22;

const usual = {
	items: 1,
	model: 'wan2.6-i2v-flash',
	speed: SPEED,
	service: { taskSeconds: usualTasks },
	retryOnFail: false,
	sameRequest: true,
};

const file = (megabytes: number): Scenario => ({
	...usual,
	name: `A video of ${megabytes} MB`,
	speed: 1,
	service: { taskSeconds: FILE_TASK_SECONDS, videoBytes: megabytes * MEGABYTE },
});

export const scenarios: Scenario[] = [
	{ ...usual, name: '1 item' },
	{ ...usual, name: '5 items', items: 5 },
	{ ...usual, name: '20 items', items: 20 },
	file(50),
	file(200),
	{
		...usual,
		name: 'HTTP 502 at the third query',
		fault: { on: 'query', what: '502-html', which: 3 },
	},
	{
		...usual,
		name: 'Retry On Fail, three tries; the download gets HTTP 502 twice',
		retryOnFail: true,
		fault: { on: 'download', what: '502-html', times: 2 },
	},
	{ ...usual, name: 'Model `wan2.7-i2v`', model: 'wan2.7-i2v', sameRequest: false },
];
