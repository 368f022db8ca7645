/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { codeTables, kindTable } from './errors';
import {
	audioLimits,
	documentLimits,
	imageLimits,
	paceLimits,
	promptLimits,
	referenceLimits,
	videoLimits,
} from './limits';
import { modelTable } from './models';
import { credentialTable, fieldTables, optionTable, triggerTable } from './options';
import { priceTable } from './prices';

export const root = path.resolve(__dirname, '../..');

/** What stands between the marks of a page, by the name in the marks. */
const made: Record<string, Record<string, () => string>> = {
	'README.md': { models: modelTable },
	'docs/cost.md': { prices: priceTable },
	'docs/errors.md': { kinds: kindTable, codes: codeTables },
	'docs/limits.md': {
		images: imageLimits,
		videos: videoLimits,
		sounds: audioLimits,
		documents: documentLimits,
		references: referenceLimits,
		prompts: promptLimits,
		pace: paceLimits,
	},
	'docs/options.md': {
		fields: fieldTables,
		options: optionTable,
		trigger: triggerTable,
		credential: credentialTable,
	},
};

export const madePages = Object.keys(made);

export function readPage(page: string): string {
	return readFileSync(path.join(root, page), 'utf8');
}

/** The page with its tables as the code says them. Throws if the marks around one are lost. */
export function withTables(page: string): string {
	return Object.entries(made[page] ?? {}).reduce((text, [name, make]) => {
		const start = `<!-- ${name}: made by \`npm run docs\` -->`;
		const end = `<!-- /${name} -->`;
		const [before, rest] = text.split(start);
		const after = rest?.split(end)[1];
		if (before === undefined || after === undefined)
			throw new Error(`${page} has lost the marks around its ${name}`);
		return `${before}${start}\n\n${make()}\n\n${end}${after}`;
	}, readPage(page));
}
