/*
 * Where a user finds the ID of a task whose execution did not end by itself: what the e2e sees in a real n8n, and what
 * the table of docs/waiting.md says. One list for both.
 */

export type Mode = 'regular' | 'queue';

/** How an execution may end before its videos are there. */
export const endings = {
	editor: 'Stop in the editor',
	production: 'Stop of an execution that the editor did not start',
	timeout: 'Time-out of the workflow',
	killed: 'n8n, or the worker, is killed',
} as const;

export type Ending = keyof typeof endings;

/**
 * Whether the ID is there; – where n8n has no such place. At times: in queue mode the main process and the worker both
 * write how a stopped execution ended, and only the worker's record, if it comes last, has what the node left.
 */
type Seen = 'yes' | 'no' | 'at times' | '–';

/** In both modes, or in each. */
type Found = Seen | Record<Mode, Seen>;

interface PlaceRow {
	name: string;
	found: Record<Ending, Found>;
}

const everywhere: PlaceRow['found'] = { editor: 'yes', production: 'yes', timeout: 'yes', killed: 'yes' };

export const places = {
	onlyLostTasks: {
		name: '**Task: Get Many** with **Only Lost Tasks**: the finished videos of 24 hours',
		found: everywhere,
	},
	customData: {
		name: "The execution's custom data, `wanTaskIds`, up to 24 IDs: n8n's public API with `includeData=true`, or **Executions** > **Highlighted data** (may require a license, such as the free registered Community edition)",
		found: {
			editor: { regular: 'yes', queue: 'at times' },
			production: { regular: 'yes', queue: 'at times' },
			timeout: 'yes',
			killed: 'no',
		},
	},
	console: {
		name: "The browser's console (F12), if the workflow was started in the editor",
		found: { ...everywhere, production: '–' },
	},
	error: {
		name: 'The error of the node in **Executions**',
		found: {
			editor: { regular: 'no', queue: 'at times' },
			production: { regular: 'no', queue: 'at times' },
			timeout: { regular: 'yes', queue: 'at times' },
			killed: 'no',
		},
	},
	errorWorkflow: {
		name: 'The input of the error workflow, if the execution was not started in the editor',
		found: {
			editor: '–',
			production: { regular: 'yes', queue: 'no' },
			timeout: { regular: 'yes', queue: 'no' },
			killed: 'no',
		},
	},
	log: {
		name: "n8n's log, which says what happened to each task",
		found: { ...everywhere, killed: 'no' },
	},
} satisfies Record<string, PlaceRow>;

export type Place = keyof typeof places;

/** Who started the execution. */
export type Start = 'the editor' | 'a webhook';

/** How executions are begun and ended, one after another. */
export const cases: ReadonlyArray<readonly [Ending, Start]> = [
	['editor', 'the editor'],
	['production', 'a webhook'],
	['timeout', 'the editor'],
	['timeout', 'a webhook'],
	['killed', 'the editor'],
	['killed', 'a webhook'],
];

/** Whether the ID has to be in a place, may be there, or must not. */
export function seenIn(place: Place, ending: Ending, mode: Mode, start: Start): Seen {
	if (place === (start === 'the editor' ? 'errorWorkflow' : 'console')) return '–';
	const found: Found = places[place].found[ending];
	return typeof found === 'string' ? found : found[mode];
}

/** In queue mode n8n starts the error workflow for what failed or crashed, and not for what was canceled. */
export function startsErrorWorkflow(ending: Ending, mode: Mode, start: Start): boolean {
	return start === 'a webhook' && (mode === 'regular' || ending === 'killed');
}

/** A cell of the table. */
export function describeFound(found: Found): string {
	return typeof found === 'string' ? found : `${found.regular}; in queue mode ${found.queue}`;
}
