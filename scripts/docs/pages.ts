/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { ModelStudioApi } from '../../credentials/ModelStudioApi.credentials';
import { ModelStudioEventsApi } from '../../credentials/ModelStudioEventsApi.credentials';
import { eventTriggerFields } from '../../nodes/WanEventTrigger/eventTriggerFields';
import { triggerFields } from '../../nodes/WanTrigger/pollTriggerFields';
import { houseTree } from './house';
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
import { withTable } from './markdown';
import { fieldTables, optionTable, tableOfFields } from './options';
import { priceTable } from './prices';
import { retryTable } from './retries';
import { stopsTable } from './stops';

export const root = path.resolve(__dirname, '../..');

/** What stands between the marks of a page, by the name in the marks. */
const made: Record<string, Record<string, () => string>> = {
	'CONTRIBUTING.md': { folders: houseTree },
	'README.md': { models: modelTable },
	'docs/cost.md': { prices: priceTable },
	'docs/errors.md': { kinds: kindTable, retries: retryTable, codes: codeTables },
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
		trigger: () => tableOfFields(triggerFields),
		'event trigger': () => tableOfFields(eventTriggerFields),
		'events credential': () => tableOfFields(new ModelStudioEventsApi().properties),
		credential: () => tableOfFields(new ModelStudioApi().properties),
	},
	'docs/waiting.md': { stops: stopsTable },
};

export const madePages = Object.keys(made);

export function readPage(page: string): string {
	return readFileSync(path.join(root, page), 'utf8');
}

/** The page with its tables as the code says them. @throws if the marks around one are lost */
export function withTables(page: string): string {
	return Object.entries(made[page] ?? {}).reduce(
		(text, [name, make]) => withTable(text, name, make()),
		readPage(page),
	);
}
