import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
} from 'n8n-workflow';

import {
	isOffered,
	mediaFor,
	mediaRule,
	models,
	modelsFor,
	parameterRule,
	rulesOf,
	type EditFunction,
	type Operation,
	type WanModel,
} from '../../../nodes/core/catalogue';
import { Wan } from '../../../nodes/Wan/Wan.node';

/* n8n's own display rules, over all models and operations: exactly the catalogue's fields, none twice. */
const { description } = new Wan();
const { properties } = description;

function shownFor(parameters: INodeParameters) {
	const node: INode = { id: '1', name: 'Wan', type: 'wan', typeVersion: 1, position: [0, 0], parameters };
	const all = NodeHelpers.getNodeParameters(properties, parameters, true, false, node, description);
	if (!all) throw new Error('No parameters');
	const shows = (field: INodeProperties, values: INodeParameters = all) =>
		NodeHelpers.displayParameter(values, field, node, description, all);
	const shown = properties.filter((field) => field.type !== 'hidden' && shows(field));
	const inside = (name: string, values: INodeParameters = {}) =>
		shown
			.filter((field) => field.name === name)
			.flatMap(({ options }) => (options ?? []) as Array<INodeProperties | INodePropertyCollection>)
			.flatMap((option) => ('values' in option ? option.values : [option]))
			.filter((field) => shows(field, values));
	return { shown, inside };
}

const parametersFor = (model: string, operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'video',
	operation,
	model: { __rl: true, mode: 'id', value: model },
	...more,
});

const makings = Object.keys(mediaFor) as Operation[];
const cases = makings.flatMap((making) =>
	modelsFor(making).flatMap((model) =>
		[model.id, ...Object.values(model.regionalIds ?? {})].flatMap((id) => {
			const functions = model.functions ? (Object.keys(model.functions) as EditFunction[]) : [undefined];
			return functions.map((editFunction) => ({ id, making, model, editFunction }));
		}),
	),
);

const DEPENDENT = new Set([
	...['resolution', 'size', 'mode', 'ratio', 'duration', 'audio', 'audioSetting', 'template', 'prompt'],
	...['function', 'references', 'referenceImages', 'controlCondition'],
	...['topScale', 'bottomScale', 'leftScale', 'rightScale', 'audioSource'],
	...[
		'firstFrame',
		'lastFrame',
		'firstClip',
		'lastClip',
		'video',
		'maskImage',
		'maskVideo',
		'characterImage',
	].map((name) => `${name}Source`),
	...['motionVideoSource', 'portraitSource', 'speechSource'],
]);

/** What the catalogue says that there is to choose. */
function expected(model: WanModel, making: Operation, editFunction?: EditFunction): string[] {
	const rules = rulesOf(model, editFunction);
	const fields: Array<[string, unknown]> = [
		...(['resolution', 'size'] as const).map(
			(name) => [name, isOffered(parameterRule(rules, name))] as [string, unknown],
		),
		...(['mode', 'ratio', 'audioSetting', 'controlCondition'] as const).map(
			(name) => [name, rules[name]] as [string, unknown],
		),
		...(['topScale', 'bottomScale', 'leftScale', 'rightScale'] as const).map(
			(name) => [name, rules[name]] as [string, unknown],
		),
		['duration', model.duration.kind === 'range' || model.duration.kind === 'list'],
		['audio', model.sound === 'switch'],
		['template', model.templates && making === 'generateFromImage'],
		['prompt', model.prompt],
		['function', model.functions],
		['references', making === 'generateFromReferences'],
		['referenceImages', making === 'edit' && rules.referenceImages],
		...mediaFor[making].map((name): [string, unknown] => [
			name === 'audioUrl' ? 'audioSource' : `${name}Source`,
			mediaRule(rules, making, name),
		]),
	];
	return fields.filter(([, has]) => has).map(([name]) => name);
}

describe.each(cases)('$id, $making, $editFunction', ({ id, making, model, editFunction }) => {
	const { shown, inside } = shownFor(
		// What belongs to a mask shows with a mask.
		parametersFor(id, making, editFunction ? { function: editFunction, maskImageSource: 'url' } : {}),
	);
	const names = shown.map(({ name }) => name);

	test('shows exactly the fields that the catalogue gives it', () => {
		expect(names.filter((name) => DEPENDENT.has(name)).sort()).toEqual(
			expected(model, making, editFunction).sort(),
		);
	});

	test('shows exactly the options that it has', () => {
		const all = [
			'negativePrompt',
			'promptExtend',
			'seed',
			'watermark',
			'checkImage',
			'checkPortrait',
			'bodyDialect',
			...['shotType', 'maskType', 'expandMode', 'maskFrame', 'expandRatio', 'strength'],
		];
		const rules = rulesOf(model, editFunction);
		const has = { ...rules, checkPortrait: model.portraitCheck, bodyDialect: false } as Record<
			string,
			unknown
		>;
		const options = inside('options').map(({ name }) => name);
		expect(options.filter((name) => all.includes(name)).sort()).toEqual(
			all.filter((name) => has[name]).sort(),
		);
		expect(new Set(options).size).toBe(options.length);
	});

	test('shows no name twice, and every default is legal', () => {
		expect(new Set(names).size).toBe(names.length);
		for (const { name, type, default: preset, options, typeOptions } of shown) {
			if (type === 'options') {
				const values = (options as INodePropertyOptions[]).map(({ value }) => value);
				expect([name, values]).toEqual([name, expect.arrayContaining([preset])]);
			}
			if (type === 'number') {
				expect(preset).toBeGreaterThanOrEqual(typeOptions?.minValue ?? -Infinity);
				expect(preset).toBeLessThanOrEqual(typeOptions?.maxValue ?? Infinity);
			}
		}
	});

	test('offers the kinds of reference and the voice that it takes', () => {
		if (making !== 'generateFromReferences') return;
		const fields = inside('references', { kind: 'image', source: 'url', voiceSource: 'url' });
		const kinds = fields.filter(({ name }) => name === 'kind');
		expect(kinds).toHaveLength(1);
		expect((kinds[0]?.options as INodePropertyOptions[]).map(({ value }) => value)).toEqual(
			Object.keys(model.references?.most ?? {}),
		);
		expect(fields.some(({ name }) => name === 'voiceUrl')).toBe(model.references?.voice !== undefined);
	});
});

describe.each(makings)('A model that nobody knows, %s', (making) => {
	test.each(['={{ $json.model }}', 'wan9.9-new'])('%s shows every field once', (id) => {
		const { shown, inside } = shownFor(parametersFor(id, making, { maskImageSource: 'url' }));
		const names = shown.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const every = new Set(
			modelsFor(making).flatMap((model) => expected(model, making, model.functions && 'video_edit')),
		);
		expect(names.filter((name) => DEPENDENT.has(name))).toEqual(expect.arrayContaining([...every]));
		expect(inside('options').map(({ name }) => name)).toEqual(
			expect.arrayContaining(['bodyDialect', 'additionalInput', 'additionalParameters']),
		);
	});
});

test('The description stays below 250 kB', () => {
	expect(models.length).toBeGreaterThan(30);
	const bytes = new TextEncoder().encode(JSON.stringify(description)).length;
	expect(bytes).toBeLessThan(250_000);
});
