/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { availableParallelism } from 'node:os';

import { rowsOf, withTable } from '../readmeTables';
import type { Versions } from './installation';
import type { Measured } from './measure';
import { FILE_TASK_SECONDS, type Scenario } from './scenarios';

const MEGABYTE = 1024 * 1024;

/** What one node did in one scenario. */
export interface Side extends Omit<Measured, 'videos'> {
	/** All that the service saw. */
	requests: number;
	/** Tasks that made a video, each of which is charged. */
	paid: number;
	/** Videos that came out of the node, byte for byte. */
	videos: number;
	/** The body of its first create call. */
	asked: unknown;
}

export interface Row {
	scenario: Scenario;
	builtIn: Side;
	thisNode: Side;
}

export function describe({ seconds, requests, growth, paid, videos, error }: Side): string {
	const end = error ? `; ended with: ${error}` : '';
	return `${seconds.toFixed(1)} s, ${requests} requests, ${(growth / MEGABYTE).toFixed(0)} MB, ${paid} paid, ${videos} videos${end}`;
}

/** The README with the comparison between its marks. */
export function withComparison(readme: string, text: string): string {
	return withTable(readme, 'compare', text, 'npm run compare -- --write');
}

/** The table and what is to be known of it, in Markdown. */
export function inWords(rows: Row[], versions: Versions): string {
	const head = ['', 'Time', 'Requests', 'Peak memory', 'Paid tasks', 'Videos'];
	return [rowsOf(head, rows.map(cellsOf)), conditions(rows, versions), ...remarks(rows)].join('\n\n');
}

const numbers = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const whole = (value: number) => numbers.format(value);

function cellsOf({ scenario, builtIn, thisNode }: Row): string[] {
	// A run that brings fewer videos is not better for being shorter.
	const alike = builtIn.videos === thisNode.videos;
	const less = (of: (side: Side) => number, unit = '') => {
		const [theirs, ours] = [of(builtIn), of(thisNode)];
		const clear = Math.abs(theirs - ours) > Math.max(theirs, ours) / 10;
		const best = alike && clear ? Math.min(theirs, ours) : undefined;
		return pair(theirs, ours, best, unit);
	};
	const most = alike ? undefined : Math.max(builtIn.videos, thisNode.videos);
	return [
		scenario.name,
		less(({ seconds }) => seconds, ' s'),
		less(({ requests }) => requests),
		less(({ growth }) => growth / MEGABYTE, ' MB'),
		less(({ paid }) => paid),
		`${pair(builtIn.videos, thisNode.videos, most)} of ${scenario.items}`,
	];
}

function pair(theirs: number, ours: number, best: number | undefined, unit = ''): string {
	return [theirs, ours]
		.map((value) => (value === best ? `**${whole(value)}${unit}**` : whole(value) + unit))
		.join(' / ');
}

function conditions(rows: Row[], { n8n, langchain, thisPackage }: Versions): string {
	const [node = ''] = rows.map(({ thisNode }) => thisNode.node);
	const speed = Math.max(...rows.map(({ scenario }) => scenario.speed));
	const day = new Date().toISOString().slice(0, 10);
	const clock =
		speed === 1
			? 'All in real time.'
			: `Simulated time: for both nodes alike, n8n's clock and the service's run ${speed} times as fast as the machine's; the two big videos in real time.`;
	return [
		`The first figure is the built-in node's (@n8n/n8n-nodes-langchain ${langchain}), the second this node's (${thisPackage}); bold is the better`,
		'one where they differ by more than a tenth and the same number of videos came out.',
		`Measured on ${day}: n8n ${n8n}'s own engine for both, Node.js ${node.replace('v', '')}, ${availableParallelism()} cores,`,
		'`filesystem` storage; a fresh process for every run, warmed up by one small video; the same stand-in service on the same machine, the same body in',
		'the create call (the script checks it; `wan2.7-i2v` takes another form, which the built-in node does not have).',
		`Tasks of 45 to 75 s (big videos: ${FILE_TASK_SECONDS} s), 5 running at once. ${clock}`,
		'Peak memory: by how much the process grew while it worked.',
	].join(' ');
}

/** How runs ended that brought too little, and where the built-in node is ahead. */
function remarks(rows: Row[]): string[] {
	const failures = rows.flatMap(({ scenario, builtIn, thisNode }) => [
		...failure(scenario, 'the built-in node', builtIn),
		...failure(scenario, 'this node', thisNode),
	]);
	const most = rows.reduce<Row | undefined>(
		(top, row) => (row.scenario.items > (top?.scenario.items ?? 1) ? row : top),
		undefined,
	);
	const fields = rows.find(({ builtIn, thisNode }) => builtIn.videos > 0 && thisNode.videos > 0);
	const calmer = most
		? ` It asks less often (${whole(most.builtIn.requests)} requests for ${most.scenario.items} items, where this node makes ${whole(most.thisNode.requests)}), and with small videos, one after another, it takes less memory.`
		: '';
	const simpler = fields
		? ` Its output is simpler: ${counted(fields.builtIn.fields.length)} (\`${fields.builtIn.fields.join('`, `')}\`) beside the file, where this node has ${fields.thisNode.fields.length}.`
		: '';
	return [
		...(failures.length > 0 ? [`Without a video ended: ${failures.join('; ')}.`] : []),
		`**What the built-in node does better.** It is part of n8n: nothing to install, to check or to keep up to date. With the same credential it also chats with Qwen models and makes and reads images.${calmer}${simpler} For one short video now and then, where a failed run may be run and paid once more, it does the job.`,
	];
}

function failure({ name, items }: Scenario, who: string, { videos, error }: Side): string[] {
	return videos < items ? [`${name}, ${who}: “${error ?? 'no error'}”`] : [];
}

function counted(fields: number): string {
	return fields === 1 ? 'one field' : `${fields} fields`;
}
