import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { defaultModels, models, modelsFor, type Operation } from '../../nodes/core/catalogue';
import { Wan } from '../../nodes/Wan/Wan.node';
import { WanEventTrigger } from '../../nodes/WanEventTrigger/WanEventTrigger.node';
import { WanTrigger } from '../../nodes/WanTrigger/WanTrigger.node';
import { anchorsOf, readText } from '../docs/pages';

const { description } = new Wan();
const { properties } = description;

function nodeWith(parameters: INodeParameters): INode {
	return { id: '1', name: 'Wan', type: 'wan', typeVersion: 1, position: [0, 0], parameters };
}

/** The parameters as the editor has them: what the user set, and the defaults of all that shows. */
function filled(parameters: INodeParameters): INodeParameters {
	const all = NodeHelpers.getNodeParameters(
		properties,
		parameters,
		true,
		false,
		nodeWith(parameters),
		description,
	);
	if (!all) throw new Error('No parameters');
	return all;
}

/** The fields that the editor shows for these parameters. */
function shownFor(parameters: INodeParameters): INodeProperties[] {
	const all = filled(parameters);
	return properties.filter(
		(property) =>
			property.type !== 'hidden' && NodeHelpers.displayParameter(all, property, nodeWith(all), description),
	);
}

const video = (model: string, mode = 'list'): INodeParameters => ({
	resource: 'video',
	operation: 'generateFromImage',
	model: { __rl: true, mode, value: model },
});

/** The options that the editor offers for these parameters. */
function optionsShown(parameters: INodeParameters): string[] {
	const all = filled(parameters);
	const options = shownFor(parameters).find(({ name }) => name === 'options')?.options as INodeProperties[];
	return options
		.filter((option) => NodeHelpers.displayParameter({}, option, nodeWith(all), description, all))
		.map(({ name }) => name);
}

/** A field in a line: its options or range, and its default. */
function inShort({ name, type, default: preset, options, typeOptions }: INodeProperties): string {
	const choices = (options as INodePropertyOptions[] | undefined)?.map(({ value }) => String(value));
	const range =
		typeOptions?.maxValue === undefined ? undefined : `${typeOptions.minValue}-${typeOptions.maxValue}`;
	return [name, type, choices?.join('|') ?? range, `(${String(preset)})`].filter(Boolean).join(' ');
}

const DEPENDENT = ['resolution', 'size', 'mode', 'ratio', 'duration', 'audio', 'audioSource', 'audioSetting'];
const dependentFields = (parameters: INodeParameters) =>
	shownFor(parameters)
		.filter(({ name }) => DEPENDENT.includes(name))
		.map(inShort);

const RESOLUTION_26 = 'resolution options 720P|1080P (1080P)';
const AUDIO_SOURCE = 'audioSource options binary|none|url (none)';

/* Transcribed from the seed page: what each model lets one choose. */
const seed: Array<[model: string, fields: string[]]> = [
	['wan2.6-i2v-flash', [RESOLUTION_26, 'duration number 2-15 (5)', 'audio boolean (true)', AUDIO_SOURCE]],
	['wan2.6-i2v', [RESOLUTION_26, 'duration number 2-15 (5)', AUDIO_SOURCE]],
	['wan2.6-i2v-us', [RESOLUTION_26, 'duration options 5|10|15 (5)', AUDIO_SOURCE]],
	[
		'wan2.5-i2v-preview',
		['resolution options 480P|720P|1080P (1080P)', 'duration options 5|10 (5)', AUDIO_SOURCE],
	],
	// 1080P is Beijing's, and the option says so.
	['wan2.2-i2v-flash', ['resolution options 480P|720P|1080P (720P)']],
	['wan2.2-i2v-plus', ['resolution options 480P|1080P (1080P)']],
	['wan2.1-i2v-turbo', ['resolution options 480P|720P (720P)', 'duration options 3|4|5 (5)']],
	['wan2.1-i2v-plus', []],
	// Beijing's names, entered by ID.
	['wanx2.1-i2v-turbo', ['resolution options 480P|720P (720P)', 'duration options 3|4|5 (5)']],
	['wanx2.1-i2v-plus', []],
];

const ANY_MODEL = [
	'resolution string ()',
	'ratio options |adaptive|16:9|4:3|1:1|3:4|9:16 ()',
	'duration string ()',
	'audio options |true|false ()',
	AUDIO_SOURCE,
];

const others: Array<[model: string, mode: string]> = [
	['={{ $json.model }}', 'id'],
	['={{ $json.model }}', 'list'],
	['=wan2.6-i2v{{ $json.suffix }}', 'id'],
	['wan9.9-i2v', 'id'],
	['wan2.6-i2v-flash-2027', 'id'],
	['my wan2.6-i2v', 'id'],
	['', 'id'],
];

describe('The fields follow the model', () => {
	test.each(seed)('%s: %j', (model, fields) => {
		expect(dependentFields(video(model)).sort()).toEqual([...fields].sort());
		expect(dependentFields(video(model, 'id')).sort()).toEqual([...fields].sort());
	});

	test.each(others)(
		'%j (%s), which nobody knows before the node runs: all fields, once, and empty',
		(model, mode) => {
			expect(dependentFields(video(model, mode)).sort()).toEqual([...ANY_MODEL].sort());
		},
	);

	test("Every resolution says what a second costs where, and 1080P of wan2.2-i2v-flash that it is Beijing's", () => {
		const said = (model: string) =>
			shownFor(video(model))
				.filter(({ name }) => name === 'resolution')
				.flatMap(({ options }) => options as INodePropertyOptions[])
				.map((option) => `${option.value}: ${option.description}`);
		expect(said('wan2.6-i2v-flash')).toEqual([
			'720P: CNY 0.3 a second in Beijing, USD 0.05 in Singapore; silent CNY 0.15 in Beijing, USD 0.025 in Singapore',
			'1080P: CNY 0.5 a second in Beijing, USD 0.075 in Singapore; silent CNY 0.25 in Beijing, USD 0.0375 in Singapore',
		]);
		expect(said('wan2.6-i2v-us')).toEqual([
			'720P: USD 0.1 a second in Virginia',
			'1080P: USD 0.15 a second in Virginia',
		]);
		expect(said('wan2.2-i2v-flash')).toEqual([
			'480P: CNY 0.1 a second in Beijing, USD 0.015 in Singapore',
			'720P: CNY 0.2 a second in Beijing, USD 0.036 in Singapore',
			'1080P: Only in China (Beijing). CNY 0.48 a second in Beijing',
		]);
		expect(said('wan2.6-i2v')[1]).toBe(
			'1080P: CNY 1 a second in Beijing, USD 0.15 in Singapore, USD 0.143353 in Virginia, Frankfurt and Tokyo',
		);
	});
});

const views: Array<[string, INodeParameters]> = [
	...[...seed.map(([model]) => [model, 'list'] as const), ...others].map(
		([model, mode]): [string, INodeParameters] => [
			`video, ${model || 'no model'} by ${mode}`,
			video(model, mode),
		],
	),
	['video with an image from a link', { ...video('wan2.6-i2v'), firstFrameSource: 'url' }],
	['video with a source by expression', { ...video('wan2.6-i2v'), firstFrameSource: '={{ $json.source }}' }],
	['task: wait', { resource: 'task', operation: 'wait' }],
	['task: get', { resource: 'task', operation: 'get' }],
];

describe.each(views)('What shows for %s', (_name, parameters) => {
	const shown = shownFor(parameters);

	test('shows no name twice', () => {
		const names = shown.map(({ name }) => name);
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});

	test('has a legal default everywhere', () => {
		const fields = shown.flatMap((field) => [
			field,
			...((field.type === 'collection' && field.options) || []),
		]);
		expect(fields.length).toBeGreaterThan(0);
		for (const field of fields as INodeProperties[]) {
			const { name, type, default: preset, options, typeOptions } = field;
			if (type === 'options') {
				expect([name, (options as INodePropertyOptions[]).map(({ value }) => value)]).toEqual([
					name,
					expect.arrayContaining([preset]),
				]);
			}
			if (type === 'number') {
				expect(preset).toBeGreaterThanOrEqual(typeOptions?.minValue ?? -Infinity);
				expect(preset).toBeLessThanOrEqual(typeOptions?.maxValue ?? Infinity);
			}
			if (type === 'boolean') expect(typeof preset).toBe('boolean');
			if (type === 'string') expect(typeof preset).toBe('string');
		}
	});
});

describe('The operations', () => {
	const namesFor = (parameters: INodeParameters) => shownFor(parameters).map(({ name }) => name);
	const optionsOf = (parameters: INodeParameters) =>
		(shownFor(parameters).find(({ name }) => name === 'options')?.options as INodeProperties[]).map(
			({ displayName }) => displayName,
		);

	test('Video: Generate From Image asks for model, image and prompt, and is what a new node is set to', () => {
		const names = namesFor({});
		expect(names).toEqual(
			expect.arrayContaining([
				'resource',
				'operation',
				'model',
				'firstFrameSource',
				'prompt',
				'waitForVideo',
				'options',
			]),
		);
		expect(filled({})).toMatchObject({
			resource: 'video',
			operation: 'generateFromImage',
			model: { mode: 'list', value: 'wan2.6-i2v-flash' },
			waitForVideo: true,
			simple: true,
		});
	});

	test.each([
		['binary', 'firstFrameBinary', 'firstFrameUrl'],
		['url', 'firstFrameUrl', 'firstFrameBinary'],
	])('An image from %s has the field %s and not %s', (firstFrameSource, there, gone) => {
		const names = namesFor({ ...video('wan2.6-i2v'), firstFrameSource });
		expect(names).toContain(there);
		expect(names).not.toContain(gone);
	});

	test.each([
		['wait', ['whileWaiting']],
		['get', []],
	])('Task: %s asks for the task and for nothing of a model', (operation, more) => {
		expect(namesFor({ resource: 'task', operation })).toEqual([
			'resource',
			'operation',
			'taskId',
			...more,
			'options',
		]);
	});

	test('The options of a video are those of the seed and of the run: money first, JSON last, the rest by the alphabet', () => {
		const options = optionsOf(video('wan2.6-i2v'));
		expect(options.slice(0, 2)).toEqual(['Dry Run', 'Spending Limit']);
		expect(options.slice(-2)).toEqual(['Additional Input (JSON)', 'Additional Parameters (JSON)']);
		const between = options.slice(2, -2);
		expect(between).toEqual([...between].sort((a, b) => a.localeCompare(b, 'en')));
		expect(options).toEqual(
			expect.arrayContaining([
				'Download Video',
				'File Name',
				'Maximum Wait (Minutes)',
				'Negative Prompt',
				'Prompt Extend',
				'Put Output File in Field',
				'Seed',
				'Task ID to Resume',
				'Watermark',
			]),
		);
	});

	test('Get does not wait, so it has no options for that', () => {
		expect(optionsOf({ resource: 'task', operation: 'get' })).toEqual([
			'Download Video',
			'File Name',
			'Put Output File in Field',
			'Simplify',
		]);
	});

	test.each([['seed', { minValue: 0, maxValue: 2147483647, numberPrecision: 0 }]])(
		'Option %s has the range of the seed page',
		(name, typeOptions) => {
			const all = shownFor(video('wan2.6-i2v')).find((field) => field.name === 'options')?.options;
			expect((all as INodeProperties[]).find((option) => option.name === name)).toMatchObject({
				typeOptions,
			});
		},
	);

	test.each([
		['promptExtend', true],
		['watermark', false],
	])("Option %s begins with the service's default: %j", (name, preset) => {
		const all = shownFor(video('wan2.6-i2v')).find((field) => field.name === 'options')?.options;
		expect((all as INodeProperties[]).find((option) => option.name === name)?.default).toBe(preset);
	});
});

describe('The order of the fields', () => {
	const namesFor = (parameters: INodeParameters) => shownFor(parameters).map(({ name }) => name);

	test.each(['wan2.6-i2v-flash', 'wan2.7-i2v', 'wan2.5-i2v-preview', '={{ $json.model }}'])(
		'%s: the image, the prompt, the form of the video, and then its sound',
		(model) => {
			const order = ['model', 'firstFrameSource', 'prompt', 'resolution', 'duration', 'audio', 'audioSource'];
			const names = namesFor(video(model));
			expect(names.filter((name) => order.includes(name))).toEqual(
				order.filter((name) => names.includes(name)),
			);
			const withLink = namesFor({ ...video(model), audioSource: 'url' });
			expect(withLink.indexOf('audioUrl')).toBe(withLink.indexOf('audioSource') + 1);
		},
	);

	test('a sound track is not asked for while the sound is off', () => {
		const silent = { ...video('wan2.6-i2v-flash'), audio: false };
		expect(namesFor(silent)).not.toContain('audioSource');
		expect(namesFor({ ...silent, audioSource: 'url' })).not.toContain('audioUrl');
	});

	test('editing asks for the function, the video and the prompt before anything else', () => {
		const edit = { operation: 'edit', model: { __rl: true, mode: 'list', value: 'wan2.1-vace-plus' } };
		expect(namesFor(edit).slice(2, 8)).toEqual([
			...['model', 'function', 'videoSource', 'videoBinary', 'referenceImages', 'prompt'],
		]);
	});
});

test('No option shows a bare word of the API', () => {
	const labels = properties
		.filter(({ type }) => type === 'options')
		.flatMap(({ name, options }) =>
			(options as INodePropertyOptions[]).map((option) => `${name}: ${option.name}`),
		);
	expect(labels.filter((label) => /: [a-z]/.test(label))).toEqual([]);
});

describe('A value survives a switch of model only where it is legal', () => {
	test('what the new model does not have is left behind', () => {
		const before = {
			...video('wan2.6-i2v-flash'),
			audio: false,
			resolution: '720P',
			duration: 12,
		};
		expect(filled({ ...before, ...video('wan2.1-i2v-plus') })).not.toHaveProperty('audio');
		expect(filled({ ...before, ...video('wan2.1-i2v-plus') })).not.toHaveProperty('duration');
		expect(filled({ ...before, ...video('wan2.6-i2v') })).toMatchObject({
			resolution: '720P',
			duration: 12,
		});
	});
});

test('The description is below 250 kB, which every editor has to load', () => {
	const bytes = new TextEncoder().encode(JSON.stringify(description)).length;
	expect(bytes).toBeGreaterThan(1_000);
	expect(bytes).toBeLessThan(250_000);
});

/** What a panel shows beside the credential, by n8n's own rules. */
const makings = Object.keys(defaultModels) as Operation[];
const panels = makings.flatMap((operation) =>
	modelsFor(operation).flatMap((model) =>
		Object.keys(model.functions ?? { '': undefined }).map((editFunction) => ({
			operation,
			model: model.id,
			editFunction,
		})),
	),
);

describe('A panel that nobody has touched is short', () => {
	/* n8n's own video nodes show 7 to 13; an area is edited with a video, images, and one of two masks. */
	const most: Partial<Record<string, number>> = { video_edit: 14 };

	test.each(panels)('$operation, $model $editFunction', ({ operation, model, editFunction }) => {
		const shown = shownFor({ ...video(model), operation, ...(editFunction && { function: editFunction }) });
		expect(shown.length).toBeGreaterThanOrEqual(7);
		expect(shown.length).toBeLessThanOrEqual(most[editFunction] ?? 13);
	});

	test('Generate From Image as it begins has 12 fields, with resource, operation and Options', () => {
		expect(shownFor({}).map(({ name }) => name)).toEqual([
			...['resource', 'operation', 'model', 'firstFrameSource', 'firstFrameBinary', 'prompt', 'resolution'],
			...['duration', 'audio', 'audioSource', 'waitForVideo', 'options'],
		]);
	});

	test('what few people touch is an option', () => {
		expect(optionsShown(video('wan2.6-i2v-flash'))).toEqual(expect.arrayContaining(['shotType', 'simple']));
		expect(optionsShown(video('wan2.7-i2v'))).not.toContain('shotType');
		expect(optionsShown({ resource: 'task', operation: 'getMany' })).toEqual(['simple']);
		expect(optionsShown({ resource: 'task', operation: 'getMany', onlyLostTasks: true })).toEqual([
			...['downloadVideo', 'fileName', 'binaryField', 'simple'],
		]);
	});

	test.each([
		['image_reference', []],
		['video_repainting', ['strength']],
		['video_edit', ['expandMode', 'expandRatio', 'maskFrame', 'maskType']],
		['video_extension', []],
		['video_outpainting', []],
	])('the options of VACE for %s are those that it needs: %j', (editFunction, own) => {
		const edit = { ...video('wan2.1-vace-plus'), operation: 'edit', function: editFunction };
		const options = optionsShown({ ...edit, maskImageSource: 'url' });
		const ofFunctions = ['expandMode', 'expandRatio', 'maskFrame', 'maskType', 'strength'];
		expect(options.filter((name) => ofFunctions.includes(name)).sort()).toEqual(own);
		expect(optionsShown({ ...edit, ...video('wan2.7-videoedit'), operation: 'edit' })).not.toEqual(
			expect.arrayContaining(own.slice(0, 1).concat('strength')),
		);
	});
});

describe('What the fields begin with', () => {
	const models = new Wan().description.properties.filter(({ name }) => name === 'model');
	const presetOf = (parameters: INodeParameters, name: string) =>
		shownFor(parameters).find((field) => field.name === name)?.default;

	test.each(models.map(({ displayOptions }) => String(displayOptions?.show?.operation?.[0])))(
		'%s: no two files begin with the same binary field',
		(operation) => {
			const sources = properties.filter(
				({ name, displayOptions }) =>
					name.endsWith('Source') && displayOptions?.show?.operation?.includes(operation),
			);
			const binary = Object.fromEntries(sources.map(({ name }) => [name, 'binary']));
			const fields = new Wan().description.properties.filter(
				({ name, displayOptions }) =>
					name.endsWith('Binary') && displayOptions?.show?.operation?.includes(operation),
			);
			const presets = new Map(fields.map(({ name, default: preset }) => [name, preset]));
			expect(Object.keys(binary).length).toBeGreaterThanOrEqual(presets.size);
			expect(new Set(presets.values()).size).toBe(presets.size);
		},
	);

	test('a last frame that the model needs does not begin with None, another one does', () => {
		expect(presetOf(video('wan2.2-kf2v-flash'), 'lastFrameSource')).toBe('binary');
		expect(presetOf(video('wan2.7-i2v'), 'lastFrameSource')).toBe('none');
	});

	test('as a tool of an agent the node begins with text', () => {
		const operation = new Wan().description.properties.filter(({ name }) => name === 'operation');
		const forTools = operation.filter(({ displayOptions }) => displayOptions?.show?.['@tool']);
		expect(forTools.map(({ default: preset }) => preset)).toEqual(['generateFromText']);
	});

	test('what belongs to a mask shows with one only', () => {
		const edit = {
			resource: 'video',
			operation: 'edit',
			function: 'video_edit',
			model: { __rl: true, mode: 'list', value: 'wan2.1-vace-plus' },
		};
		const ofMask = ['maskType', 'expandMode', 'expandRatio', 'maskFrame'];
		const shown = (more: INodeParameters) =>
			optionsShown({ ...edit, ...more }).filter((name) => ofMask.includes(name));
		expect(shown({})).toEqual([]);
		expect(shown({ maskImageSource: 'url' }).sort()).toEqual([...ofMask].sort());
		expect(shown({ maskVideoSource: 'binary' }).sort()).toEqual(
			[...ofMask].sort().filter((one) => one !== 'maskFrame'),
		);
		expect(shown({ maskImageSource: 'url', maskVideoSource: 'url' }).sort()).toEqual([...ofMask].sort());
	});

	test('a number with a meaning of its own says so in sight', () => {
		const edit = {
			resource: 'video',
			operation: 'edit',
			model: { __rl: true, mode: 'list', value: 'wan2.7-videoedit' },
		};
		expect(shownFor(edit).find(({ name }) => name === 'duration')?.hint).toBe(
			'0: keep the length of the video',
		);
	});
});

describe('What a video costs is in sight before a list is opened', () => {
	test.each(models.map((model) => [model.id, model.operations[0] ?? ''] as const))('%s', (id, operation) => {
		const shown = shownFor({ ...video(id), operation, function: 'video_edit' });
		const said = shown.flatMap(({ hint, displayName, type }) => [
			hint ?? '',
			type === 'notice' ? displayName : '',
		]);
		const prices = said.filter((line) => line.startsWith('A second in '));
		expect(prices).toHaveLength(1);
		for (const { sound, perSecond } of models.find((model) => model.id === id)?.price ?? []) {
			for (const price of sound === false ? [] : Object.values(perSecond))
				expect(prices[0]).toContain(`${price} (`);
		}
	});

	test('in the currency of each list', () => {
		const hint = (id: string) => shownFor(video(id)).find(({ name }) => name === 'resolution')?.hint;
		expect(hint('wan2.6-i2v-flash')).toBe(
			'A second in Singapore: USD 0.05 (720P), 0.075 (1080P). In Beijing: CNY 0.3 (720P), 0.5 (1080P). Less without sound.',
		);
		expect(hint('wan2.6-i2v-us')).toBe('A second in Virginia: USD 0.1 (720P), 0.15 (1080P)');
	});
});

describe('How long it takes, and that n8n shows no progress, is in sight', () => {
	test.each([
		['wan2.6-i2v', 'generateFromImage', '1-5'],
		['wan3.0-video', 'generateFromImage', '1-12'],
		['wan3.0-video', 'generateFromText', '1-12'],
		['wan2.2-s2v', 'generateFromSpeech', '5-10'],
		['={{ $json.model }}', 'generateFromText', '1-12'],
		['={{ $json.model }}', 'continue', '1-5'],
	])('%s, %s: %s minutes', (model, operation, minutes) => {
		const shown = shownFor({ ...video(model), operation }).filter(({ name }) => name === 'waitForVideo');
		expect(shown.map(({ hint }) => hint)).toEqual([
			`Takes ${minutes} minutes. Progress shows in the browser's console only.`,
		]);
	});
});

describe('Words that depend on the model or on what it does', () => {
	const promptOf = (parameters: INodeParameters) => {
		const prompts = shownFor(parameters).filter(({ name }) => name === 'prompt');
		expect(prompts).toHaveLength(1);
		return [prompts[0]?.description, prompts[0]?.placeholder].join(' ');
	};
	const references = (model: string) => ({ ...video(model), operation: 'generateFromReferences' });

	test.each([
		['wan2.6-r2v', /character1.+character2/, /Image 1/],
		['wan2.6-r2v-flash', /character1.+character2/, /Image 1/],
		['wan2.7-r2v', /Image 1.+Image 2/, /character1/],
		['wan3.0-video', /Image 1.+Image 2/, /character1/],
		['happyhorse-1.1-r2v', /Image 1/, /character1/],
	])('the prompt for references of %s is worded as it wants them', (model, says, not) => {
		expect(promptOf(references(model))).toMatch(says);
		expect(promptOf(references(model))).not.toMatch(not);
	});

	test('the prompt of an edit is worded after what the function does', () => {
		const functions = [
			'image_reference',
			'video_edit',
			'video_extension',
			'video_outpainting',
			'video_repainting',
		];
		const edit = (model: string, name: string) => ({ ...video(model), operation: 'edit', function: name });
		const words = functions.map((name) => promptOf(edit('wan2.1-vace-plus', name)));
		expect(new Set(words).size).toBe(functions.length);
		// For a model by expression the function still decides; another model of the operation has none.
		expect(functions.map((name) => promptOf(edit('={{ $json.model }}', name)))).toEqual(words);
		for (const name of functions)
			expect(promptOf(edit('wan2.7-videoedit', name))).toMatch(/^What is to change /);
	});
});

describe('A notice', () => {
	const noticesOf = ({ properties: fields }: { properties: INodeProperties[] }) =>
		fields.filter(({ type }) => type === 'notice').map(({ name, displayName }) => ({ name, displayName }));
	const all = [Wan, WanTrigger, WanEventTrigger].flatMap((Node) => noticesOf(new Node().description));

	/** The panel shows some 58 characters a line. */
	const seen = (text: string) => text.replace(/<[^>]+>/g, '').length;

	test.each(all)('$name is three lines at most, and opens its links beside the editor', ({ displayName }) => {
		expect(seen(displayName)).toBeLessThanOrEqual(3 * 58);
		for (const [link] of displayName.matchAll(/<a [^>]+>/g)) expect(link).toContain('target="_blank"');
	});

	test('of Wan Event Trigger is two lines and leads to the numbered steps', () => {
		const notice = all.find(({ name }) => name === 'setupNotice')?.displayName ?? '';
		expect(seen(notice)).toBeLessThanOrEqual(2 * 58);
		const [, page = '', anchor = ''] =
			/n8n-nodes-wan\/blob\/main\/(docs\/\w+\.md)#([\w-]+)"/.exec(notice) ?? [];
		expect([...anchorsOf(page)]).toContain(anchor);
		const [, section = ''] = readText(page).split('## Wan Event Trigger');
		expect(section.split('\n## ')[0]?.match(/^\d\. /gm)).toEqual(['1. ', '2. ', '3. ']);
	});

	test('of a suspended wait says that it cannot know whether it has been followed', () => {
		expect(all.find(({ name }) => name === 'suspendNotice')?.displayName).toMatch(/cannot tell whether/);
	});
});

test('a placeholder is an example, and a switch says "Whether"', () => {
	const inner = (fields: INodeProperties[]): INodeProperties[] =>
		fields.flatMap((field) => [
			field,
			...inner(
				((field.options ?? []) as Array<INodeProperties | INodePropertyCollection>).flatMap((option) =>
					'values' in option ? option.values : 'type' in option ? [option] : [],
				),
			),
		]);
	const all = inner([Wan, WanTrigger, WanEventTrigger].flatMap((Node) => new Node().description.properties));
	const typed = all.filter(({ type, placeholder }) => placeholder && !/ollection$/.test(type));
	expect(typed.length).toBeGreaterThan(20);
	for (const { placeholder } of typed) expect(placeholder).toMatch(/^e\.g\. \S/);
	for (const { type, description: words } of all) if (type === 'boolean') expect(words).toMatch(/^Whether /);
});
