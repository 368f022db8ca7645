/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/* Writes the tables of the README from the catalogue: `npm run readme`. A test keeps the two equal. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { models, optionsInRegion, regionName, regions, type WanModel } from '../nodes/core/catalogue';
import { prices } from '../nodes/core/cost/prices';

const START = '<!-- models: made by `npm run readme` -->';
const END = '<!-- /models -->';
export const readmePath = path.resolve(__dirname, '../README.md');

/** The README with its tables as the catalogue says them. */
export function withTables(readme: string): string {
	const [before, rest] = readme.split(START);
	const after = rest?.split(END)[1];
	if (before === undefined || after === undefined) throw new Error('The README has lost the marks around its tables');
	return `${before}${START}\n\n${modelTable()}\n\n${END}${after}`;
}

function modelTable(): string {
	const head = ['Model', 'Regions', 'Resolution', 'Duration', 'Sound', 'Shot type', 'Prompt', 'Image up to', 'CNY a second'];
	const rows = models.map((model) => [
		`\`${model.id}\``,
		model.regions.map(short).join(', '),
		resolutionOf(model),
		durationOf(model),
		{ always: 'yes', never: 'no', switch: 'on or off' }[model.sound],
		model.shotType ? 'yes' : '–',
		String(model.prompt.maxCharacters),
		`${model.firstFrame.maxBytes / 1024 / 1024} MB`,
		priceOf(model),
	]);
	return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function resolutionOf({ resolution }: WanModel): string {
	return resolution.options
		.map((option) => {
			const where = resolution.onlyIn?.[option];
			const name = option === resolution.default ? `**${option}**` : option;
			return where ? `${name} (${where.map(short).join(', ')})` : name;
		})
		.join(', ');
}

function durationOf({ duration }: WanModel): string {
	if (duration.kind === 'fixed') return `${duration.default} s`;
	const values = duration.kind === 'range' ? `${duration.min}–${duration.max}` : duration.options.join(', ');
	return `${values} s, **${duration.default}**`;
}

/** The span over regions, resolutions and sound; the node itself knows each price. */
function priceOf(model: WanModel): string {
	const all = prices
		.filter((price) => price.model === model.id)
		.flatMap(({ perSecond, regions: where }) =>
			where.flatMap((region) => optionsInRegion(model.resolution, region).map((option) => perSecond[option])),
		)
		.filter((price) => price !== undefined);
	const [least, most] = [Math.min(...all), Math.max(...all)].map((price) => price.toFixed(2));
	return least === most ? String(least) : `${least}–${most}`;
}

function short(region: (typeof regions)[number]['id']): string {
	return /\((.+)\)/.exec(regionName(region))?.[1] ?? regionName(region);
}

if (require.main === module) {
	writeFileSync(readmePath, withTables(readFileSync(readmePath, 'utf8')));
	console.log('README.md has the tables of the catalogue.');
}
