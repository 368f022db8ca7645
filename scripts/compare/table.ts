/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { availableParallelism } from 'node:os';

import { table, withTable } from '../docs/markdown';
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

/** A page with its part of the comparison between its marks. */
export function withComparison(page: string, text: string): string {
	return withTable(page, 'compare', text, 'npm run compare -- --write');
}

/** For the README: the table, and where the built-in node is ahead. In Markdown. */
export function results(rows: Row[], { n8n, langchain, thisPackage }: Versions): string {
	const head = ['', 'Time', 'Requests', 'Peak memory', 'Paid tasks', 'Videos'];
	const caption = `Built-in node (@n8n/n8n-nodes-langchain ${langchain}) / this node (${thisPackage}) in n8n ${n8n}, ${today()}. Bold is better.`;
	return [table(head, rows.map(cellsOf)), ...[caption, praise(rows)].map(wrapped)].join('\n\n');
}

/** For the page on speed: how the table was measured. In Markdown. */
export function conditions(rows: Row[], versions: Versions): string {
	return [setting(rows, versions), ...failures(rows)].map(wrapped).join('\n\n');
}

/** In lines of at most 118 columns, as the rest of the pages. */
function wrapped(paragraph: string): string {
	return paragraph.replace(/(.{1,118})(?:\s|$)/g, '$1\n').trimEnd();
}

const today = () => new Date().toISOString().slice(0, 10);
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

function setting(rows: Row[], { n8n, langchain, thisPackage }: Versions): string {
	const node = rows[0]?.thisNode.node.replace('v', '') ?? '';
	const speed = Math.max(...rows.map(({ scenario }) => scenario.speed));
	const clock =
		speed === 1
			? 'All of it in real time.'
			: `Time is simulated for both nodes: the clocks of n8n and the service run ${speed} times as fast as the machine's, so garbage builds up faster, too. Large videos run in real time.`;
	return [
		`Built-in node (@n8n/n8n-nodes-langchain ${langchain}) / this node (${thisPackage}), ${today()}. Bold marks the better figure if they differ by more than 10 % and both nodes made the same number of videos.`,
		`Both in the engine of n8n ${n8n} on Node.js ${node}, ${availableParallelism()} cores, \`filesystem\` storage; each run in a fresh process after one small video, two runs at a time; against the same stand-in service with the same tasks of 45 to 75 s (large videos: ${FILE_TASK_SECONDS} s), 5 running at once; with the same request body where both nodes can send it (all except \`wan2.7-i2v\`).`,
		clock,
		'Peak memory is the growth of the process.',
	].join(' ');
}

/** How runs ended that brought too little. */
function failures(rows: Row[]): string[] {
	const ended = rows.flatMap(({ scenario, builtIn, thisNode }) => [
		...failure(scenario, 'the built-in node', builtIn),
		...failure(scenario, 'this node', thisNode),
	]);
	return ended.length > 0 ? [`Ended without a video: ${ended.join('; ')}.`] : [];
}

function praise(rows: Row[]): string {
	const [most] = [...rows].sort((a, b) => b.scenario.items - a.scenario.items);
	const both = rows.find(({ builtIn, thisNode }) => builtIn.videos > 0 && thisNode.videos > 0);
	const ahead = [
		'**Where the built-in node is ahead:** there is nothing to install or update, and it also chats with Qwen models and creates and analyzes images.',
	];
	if (most && most.builtIn.requests < most.thisNode.requests)
		ahead.push('It makes fewer requests (they are free).');
	if (most && most.builtIn.growth < most.thisNode.growth)
		ahead.push('For small videos, it uses less memory, because it makes one request at a time.');
	if (both) {
		const { builtIn, thisNode } = both;
		ahead.push(
			`Its output is simpler: \`${builtIn.fields.join('`, `')}\` and the file, compared with ${thisNode.fields.length} fields.`,
		);
	}
	return ahead.join(' ');
}

function failure({ name, items }: Scenario, who: string, { videos, error }: Side): string[] {
	return videos < items ? [`${name}, ${who}: “${error ?? 'no error'}”`] : [];
}
