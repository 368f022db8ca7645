import { errorRows } from '../../nodes/core/studio/errorCodes';
import type { ErrorRow } from '../../nodes/core/studio/errorRows/errorRow';
import type { FaultClass } from '../../nodes/core/base/fault';
import { code, table } from './markdown';

/** What each `kind` of a failed item means, for whoever has to decide what comes next. */
const kinds: Record<FaultClass, { heading: string; meaning: string; next: string }> = {
	'key or region': {
		heading: 'Key, region, permissions',
		meaning: 'The key, region, workspace or permissions do not match',
		next: 'Check the credential',
	},
	quota: {
		heading: 'Balance and quota',
		meaning: "The account's balance or quota is used up",
		next: 'Top up the account or pay the open balance; waiting does not help',
	},
	retry: {
		heading: 'Temporary errors',
		meaning: 'A temporary error of the service or the network',
		next: 'Run the item again; Retry On Fail is safe',
	},
	blocked: {
		heading: 'Content check',
		meaning: 'The content check blocked the input or the video',
		next: 'Change the prompt or the file',
	},
	input: {
		heading: 'Input',
		meaning: 'A value or a file that the model does not accept',
		next: 'Change what the message names',
	},
	deadline: {
		heading: '',
		meaning: 'Maximum Wait ran out before the task ended',
		next: 'Fetch the video with Task: Wait within 24 hours',
	},
	unclear: {
		heading: '',
		meaning: 'The answer to a create call was lost, so a task may exist and may be paid for',
		next: 'Check the candidates; enter the right ID in Options: Task ID to Resume',
	},
	expired: {
		heading: '',
		meaning:
			'The service does not recognize the task, or its video is gone: it is older than 24 hours, or from another region or account',
		next: "Check the ID and the credential's Region",
	},
	ended: {
		heading: '',
		meaning: 'The task was canceled at the service before it started',
		next: 'Nothing was charged; run the item again if you still want the video',
	},
	stopped: {
		heading: '',
		meaning: 'The execution was stopped',
		next: 'The message names each task and its status',
	},
};

export function kindTable(): string {
	const rows = Object.entries(kinds).map(([kind, { meaning, next }]) => [
		code(kind),
		meaning,
		next,
		kind === 'retry' ? 'yes' : 'no',
	]);
	return table(['`kind`', 'What it means', 'What to do', '`retryable`'], rows);
}

/** The codes by kind. Within a kind they stand in the order in which the node tries them. */
export function codeTables(): string {
	return Object.entries(kinds)
		.map(([kind, { heading }]) => ({ heading, rows: errorRows.filter((row) => row.class === kind) }))
		.filter(({ rows }) => rows.length > 0)
		.map(({ heading, rows }) => `### ${heading}\n\n${codeTable(rows)}`)
		.join('\n\n');
}

function codeTable(rows: readonly ErrorRow[]): string {
	return table(
		['Code', 'What happened', 'What to do'],
		rows.map((row) => [codesOf(row), row.message, row.description]),
	);
}

function codesOf({ codes, serviceMessage }: ErrorRow): string {
	const names = codes.map((name) => (name === '*' ? 'any code' : code(name)));
	return `${names.join(', ')}${serviceMessage ? `, if the message has “${wordsOf(serviceMessage)}”` : ''}`;
}

/** The patterns of the list are plain words. */
function wordsOf({ source }: RegExp): string {
	return source.replace(/\\b/g, '').replaceAll('|', '” or “');
}
