import {
	currencyOf,
	models,
	tierOfSize,
	type ChoiceRule,
	type Operation,
	type WanModel,
} from '../../nodes/core/catalogue';
import { shortRegionName } from '../../nodes/core/catalogue/labels';
import { code, mergeRows, table } from './markdown';

const makingNames: Record<Operation, string> = {
	generateFromImage: 'From Image',
	generateFromText: 'From Text',
	generateFromReferences: 'From References',
	continue: 'Continue',
	edit: 'Edit',
	animate: 'Animate Character',
	generateFromSpeech: 'From Speech',
};

/** Every model with what sets it apart. Snapshots that differ in their date only share a row. */
export function modelTable(): string {
	const head = ['Model', 'Makes', 'Regions', 'Resolution', 'Duration', 'Sound', 'Prompt', 'A second costs'];
	const rows = models.map((model): [string, ...string[]] => [
		[model.id, ...Object.values(model.regionalIds ?? {})].map(code).join(', '),
		model.operations.map((making) => makingNames[making]).join(', '),
		model.regions.map(shortRegionName).join(', '),
		resolutionOf(model),
		durationOf(model),
		{ always: 'yes', never: 'no', switch: 'on or off', input: "the input's" }[model.sound],
		model.prompt ? String(model.prompt.maxCharacters) : '–',
		priceOf(model),
	]);
	return table(head, mergeRows(rows));
}

/** Tiers in order, the default in bold; a size counts as its tier. */
function resolutionOf({ resolution, size, mode }: WanModel): string {
	const rule: ChoiceRule<string> = resolution ?? mode ?? size ?? { options: [] };
	const preset = tierOfSize(rule.default) ?? rule.default;
	return [...new Set(rule.options.map((option) => tierOfSize(option) ?? option))]
		.map((option) => {
			const where = rule.onlyIn?.[option];
			const name = option === preset ? `**${option}**` : option;
			return where ? `${name} (${where.map(shortRegionName).join(', ')})` : name;
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

/** The span over resolutions and sound in the model's regions, in each currency; the node itself knows each price. */
function priceOf({ price, regions: offered }: WanModel): string {
	const spans = (['USD', 'CNY'] as const).map((currency) => {
		const all = price
			.filter(({ regions }) =>
				regions.some((region) => offered.includes(region) && currencyOf(region) === currency),
			)
			.flatMap(({ perSecond }) => Object.values(perSecond));
		if (all.length === 0) return '';
		const [least, most] = [Math.min(...all), Math.max(...all)];
		return `${currency} ${least === most ? least : `${least}–${most}`}`;
	});
	return spans.filter(Boolean).join(', ');
}
