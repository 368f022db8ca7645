/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/* Writes the tables of the README from the catalogue: `npm run readme`. A test keeps the two equal. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { models, regionName, regions, tierOfSize, type Choice, type Making, type WanModel } from '../nodes/core/catalogue';

export const readmePath = path.resolve(__dirname, '../README.md');

/** The README with its tables as the catalogue says them. */
export function withTables(readme: string): string {
	return withTable(withTable(readme, 'models', modelTable()), 'prices', priceTable());
}

/** The README with a table between its marks, which name the command that makes it. @throws if the marks are not there */
export function withTable(readme: string, name: string, table: string, command = 'npm run readme'): string {
	const start = `<!-- ${name}: made by \`${command}\` -->`;
	const end = `<!-- /${name} -->`;
	const [before, rest] = readme.split(start);
	const after = rest?.split(end)[1];
	if (before === undefined || after === undefined) throw new Error(`The README has lost the marks around its ${name}`);
	return `${before}${start}\n\n${table}\n\n${end}${after}`;
}

export function rowsOf(head: string[], rows: string[][]): string {
	return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Prices by model, region and sound; models with the same line share a row, snapshots cost what their model costs. */
function priceTable(): string {
	const tiers = ['480P', '720P', '1080P', 'wan-std', 'wan-pro'] as const;
	const lines = new Map<string, { ids: string[]; cells: string[] }>();
	for (const model of models.filter(({ snapshotOf }) => !snapshotOf)) {
		for (const { regions: where, sound, perSecond } of model.price) {
			const cells = [
				where.filter((region) => model.regions.includes(region)).map(short).join(', '),
				sound === undefined ? 'any' : sound ? 'with' : 'silent',
				...tiers.map((tier) => String(perSecond[tier] ?? '–')),
			];
			const line = lines.get(cells.join()) ?? { ids: [], cells };
			line.ids.push(`\`${model.id}\``);
			lines.set(cells.join(), line);
		}
	}
	const head = ['Models', 'Regions', 'Sound', '480P', '720P', '1080P', 'Standard', 'Pro'];
	return rowsOf(
		head,
		[...lines.values()].map(({ ids, cells }) => [ids.join(', '), ...cells]),
	);
}

const makingNames: Record<Making, string> = {
	generateFromImage: 'From Image',
	generateFromText: 'From Text',
	generateFromReferences: 'From References',
	continue: 'Continue',
	edit: 'Edit',
	animate: 'Animate Character',
	generateFromSpeech: 'From Speech',
};

function modelTable(): string {
	const head = ['Model', 'Makes', 'Regions', 'Resolution', 'Duration', 'Sound', 'Prompt', 'CNY a second'];
	const rows = models.map((model) => [
		[model.id, ...Object.values(model.regionalIds ?? {})].map((id) => `\`${id}\``).join(', '),
		model.makes.map((making) => makingNames[making]).join(', '),
		model.regions.map(short).join(', '),
		resolutionOf(model),
		durationOf(model),
		{ always: 'yes', never: 'no', switch: 'on or off', input: "the input's" }[model.sound],
		model.prompt ? String(model.prompt.maxCharacters) : '–',
		priceOf(model),
	]);
	return rowsOf(head, rows);
}

/** Tiers in order, the default in bold; a size counts as its tier. */
function resolutionOf({ resolution, size, mode }: WanModel): string {
	const rule: Choice<string> = resolution ?? mode ?? size ?? { options: [] };
	const preset = tierOfSize(rule.default) ?? rule.default;
	return [...new Set(rule.options.map((option) => tierOfSize(option) ?? option))]
		.map((option) => {
			const where = rule.onlyIn?.[option];
			const name = option === preset ? `**${option}**` : option;
			return where ? `${name} (${where.map(short).join(', ')})` : name;
		})
		.join(', ');
}

function durationOf({ duration }: WanModel): string {
	if (duration.kind === 'input') return "the input's";
	if (duration.kind === 'fixed') return `${duration.default} s`;
	if (duration.kind === 'list') return `${duration.options.join(', ')} s, **${duration.default}**`;
	const also = duration.also && duration.also.value !== duration.default ? `, ${duration.also.value}` : '';
	return `${duration.min}–${duration.max} s${also}, **${duration.default}**`;
}

/** The span over regions, resolutions and sound; the node itself knows each price. */
function priceOf(model: WanModel): string {
	const all = model.price
		.filter(({ regions: where }) => where.some((region) => model.regions.includes(region)))
		.flatMap(({ perSecond }) => Object.values(perSecond));
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
