/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync } from 'node:fs';
import path from 'node:path';

import { pages, readText, root } from './pages';

/** Literal translations and wordplay that users have read, with what an editor of n8n's docs would write. */
const outworn: ReadonlyArray<[words: RegExp, instead: string]> = [
	[/\bcall(ed|s|ing)? (it |them )?off\b/i, 'cancel'],
	[/\b(took|takes|taken) up (a |the )?tasks?\b/i, 'resume'],
	[/\bbroke off\b/i, 'was interrupted'],
	[/\bhas a hand in\b/i, 'can change'],
	[/\bgrow(s)? rarer\b/i, 'queries become less frequent'],
	[/\blooks (begin|come|are free|stay)\b/i, 'queries'],
	[/\bhalf as dear\b|\bdearer\b/i, 'costs 1.5 times as much'],
	[/\bin the making\b/i, 'still running'],
	[/^charged are\b/im, 'you pay for'],
	[/\bis mended\b/i, 'is corrected'],
	[/\bgoes before what\b/i, 'overrides'],
	[/\ba fault of its own\b/i, 'its own error'],
	[/\bas it stands\b/i, 'unchanged'],
	[/\ball the same\b/i, 'anyway'],
	[/\bran out of its time\b|\bis made anew\b|\brun the workflow anew\b/i, 'again'],
	[/\bmay be meant\b/i, 'possible tasks'],
	[/\blost their answers\b/i, 'without a clear answer'],
	[/\ba second charge\b/i, 'would be charged as well'],
	[/\b(came|comes) to nothing\b/i, 'returned nothing'],
	[/\bwas asked for\b|\bwere asked for\b/i, 'was requested'],
	[/\bheld back\b/i, 'blocked'],
	[/\bto blame\b/i, 'the cause'],
	[/\bof the kind\b.*\bof the kind\b/i, 'the type'],
	[/\bWho does not want\b/, 'If you do not want'],
	[/\bPlayers do not mind\b/, 'Players ignore this'],
	[/\bits video die|\blinks? dies?\b/i, 'expires'],
];

/** Of the code, what is a text: between quotes, with a blank in it. Comments and identifiers are not what users read. */
function textsOf(source: string): string {
	const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
	return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)]
		.map(([, single, double, template]) => single ?? double ?? template ?? '')
		.filter((text) => text.includes(' '))
		.join('\n');
}

const sources = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => `${folder}/${file.split(path.sep).join('/')}`),
);
const examples = readdirSync(path.join(root, 'examples'))
	.filter((file) => file.endsWith('.json'))
	.map((file) => `examples/${file}`);
/** The changelog says what was, and CONTRIBUTING is for those who read the code. */
const read = pages.filter((page) => !/^(CHANGELOG|CONTRIBUTING)\.md$|^test\//.test(page));

const texts: Array<[file: string, text: string]> = [
	...sources.map((file): [string, string] => [file, textsOf(readText(file))]),
	...[...read, ...examples].map((file): [string, string] => [file, readText(file)]),
];

function wordsIn(text: string): string[] {
	return outworn.flatMap(([words, instead]) => {
		const found = words.exec(text)?.[0];
		return found ? [`"${found}": better "${instead}"`] : [];
	});
}

it('the texts that users read are found', () => {
	const all = texts.map(([, text]) => text).join('\n');
	for (const known of ['Cancel Waiting Tasks on Stop', 'Paid once, never lost', 'Before you run it'])
		expect(all).toContain(known);
});

it.each(texts)('%s has no word that was replaced before', (_file, text) => {
	expect(wordsIn(text)).toEqual([]);
});

it('a word that was replaced before is found in code, and left alone in comments', () => {
	const source = "// The task is called off.\nconst message = 'The task was called off before it began';";
	expect(wordsIn(textsOf(source))).toEqual(['"called off": better "cancel"']);
	expect(wordsIn(textsOf('/** It broke off. */ const brokeOff = "broke off";'))).toEqual([
		'"broke off": better "was interrupted"',
	]);
});
