import {
	defaultOf,
	limitsInRegion,
	models,
	nameInRegion,
	optionsInRegion,
	rulesOf,
	type ChoiceRule,
	type EditFunction,
	type Region,
	type WanModel,
} from '../../../nodes/core/catalogue';
import { CONTRACTS } from '../../standIn/contract';
import type { Fields, ModelContract, Rule } from '../../standIn/contract/types';

/*
 * The catalogue and the stand-in's contract were written apart from each other, both from the documents. Here they are
 * held against each other: what one takes and the other does not is a mistake in one of them.
 */
const pairs = models.flatMap((model) =>
	model.regions.map((region): [string, WanModel, Region, ModelContract] => {
		const name = nameInRegion(model, region);
		const contract = CONTRACTS.get(name);
		if (!contract) throw new Error(`No contract for ${name}`);
		return [`${name} in ${region}`, model, region, contract];
	}),
);

const optionsOf = (rule: Rule | undefined, region: Region) =>
	rule?.is === 'option'
		? rule.of
				.filter((one) => rule.onlyIn?.[String(one)]?.includes(region) ?? true)
				.filter((one) => one !== '')
		: undefined;
const usualOf = (rule: Rule | undefined) => (rule && 'usual' in rule ? rule.usual : undefined);

function expectChoice(rule: Rule | undefined, choice: ChoiceRule<string> | undefined, region: Region): void {
	if (choice && choice.options.length === 1 && !rule) return;
	expect(choice && optionsInRegion(choice, region)).toEqual(optionsOf(rule, region));
	// A mode has no default at the service; the node sends one.
	if (!choice?.required) expect(choice?.default).toBe(usualOf(rule));
}

describe.each(pairs)('%s', (_name, model, region, contract) => {
	test('is offered there', () => {
		expect(contract.regions).toContain(region);
		if (!model.regionalIds) expect([...contract.regions].sort()).toEqual([...model.regions].sort());
	});

	test('takes texts of the same length', () => {
		const cutAt = (rule: Rule | undefined) => (rule?.is === 'text' ? rule.cutAt : undefined);
		expect(model.prompt?.maxCharacters).toBe(cutAt(contract.input.prompt));
		expect(model.prompt?.required ?? false).toBe(contract.input.prompt?.required ?? false);
		expect(model.negativePrompt?.maxCharacters).toBe(cutAt(contract.input.negative_prompt));
	});

	test('takes the same switches and effects', () => {
		const { parameters, input } = contract;
		expect(model.promptExtend).toBe('prompt_extend' in parameters);
		expect(model.seed !== undefined).toBe('seed' in parameters);
		expect(Boolean(model.watermark)).toBe('watermark' in parameters || 'watermark' in input);
		expect(defaultOf(model, 'watermark')).toBe(usualOf(parameters.watermark) ?? false);
		expect(model.sound === 'switch').toBe('audio' in parameters);
		expect(model.checkImage ?? false).toBe('check_image' in parameters);
		const effects = model.templates?.regions.includes(region) ? model.templates.options : undefined;
		expect(effects && [...effects].sort()).toEqual(optionsOf(input.template, region)?.sort());
	});

	test('has the same choices and defaults', () => {
		const { parameters } = contract;
		expectChoice(parameters.resolution, model.resolution, region);
		expectChoice(parameters.size, model.size, region);
		expectChoice(parameters.ratio, model.ratio, region);
		expectChoice(parameters.shot_type, model.shotType, region);
		expectChoice(parameters.audio_setting, model.audioSetting, region);
		expectChoice(parameters.mode, model.mode, region);
	});

	test('has the same durations', () => {
		const { duration } = model;
		const rule = contract.parameters.duration;
		if (rule?.is === 'integer') {
			expect(duration).toMatchObject({ kind: 'range', min: rule.from, max: rule.to, default: rule.usual });
			expect(duration.kind === 'range' && duration.also ? [duration.also.value] : undefined).toEqual(
				rule.also,
			);
		} else if (rule?.is === 'option' && rule.of.length > 1) {
			expect(duration).toEqual({ kind: 'list', options: rule.of, default: rule.usual });
		} else expect(['fixed', 'input']).toContain(duration.kind);
	});

	test('has the same limits, and says of its sound the same', () => {
		const { submitsPerSecond, slots } = contract;
		expect(limitsInRegion(model, region)).toEqual({ submitsPerSecond, runningTasks: slots });
		if (model.sound !== 'input') expect(model.sound === 'switch' ? 'flag' : model.sound).toBe(contract.sound);
	});

	test('takes files of the same size in the same ways', () => {
		const media = contract.input.media?.is === 'media-list' ? contract.input.media.types : {};
		const ofField = (rule: Rule | undefined) => (rule?.is === 'media' ? rule.media : undefined);
		const { input } = contract;
		const theirs = {
			firstFrame: ofField(input.img_url) ?? ofField(input.first_frame_url) ?? media.first_frame?.media,
			lastFrame: ofField(input.last_frame_url) ?? media.last_frame?.media,
			firstClip: media.first_clip?.media,
			video: media.video?.media,
			audioUrl:
				(contract.usage === 's2v' ? undefined : ofField(input.audio_url)) ?? media.driving_audio?.media,
			characterImage: contract.usage === 'animate' ? ofField(input.image_url) : undefined,
			motionVideo: contract.usage === 'animate' ? ofField(input.video_url) : undefined,
			portrait: contract.usage === 's2v' ? ofField(input.image_url) : undefined,
			speech: contract.usage === 's2v' ? ofField(input.audio_url) : undefined,
		};
		for (const [name, rule] of Object.entries(theirs)) {
			const ours = model[name as keyof typeof theirs];
			expect([name, ours?.maxBytes]).toEqual([name, rule?.maxMegabytes && rule.maxMegabytes * 1024 * 1024]);
			expect([name, (ours && 'dataUrl' in ours && ours.dataUrl) || false]).toEqual([
				name,
				rule?.data ?? false,
			]);
		}
		for (const [kind, most] of Object.entries(model.references?.most ?? {})) {
			const type = kind === 'file' || kind === 'link' ? kind : `reference_${kind}`;
			if (model.dialect === 'media') expect(media[type]?.most).toBe(most);
		}
	});

	test('each function takes the same', () => {
		expect(Object.keys(model.functions ?? {}).sort()).toEqual(Object.keys(contract.byFunction ?? {}).sort());
		for (const [name, fields] of Object.entries(contract.byFunction ?? {})) {
			expectFunction(model, name as EditFunction, { ...fields.input, ...fields.parameters }, region);
		}
	});
});

function expectFunction(model: WanModel, name: EditFunction, fields: Fields, region: Region): void {
	const rules = model.functions?.[name];
	if (!rules) throw new Error(`No function ${name}`);
	const names: Array<[ours: keyof typeof rules, theirs: string]> = [
		...([
			['video', 'video_url'],
			['referenceImages', 'ref_images_url'],
			['maskImage', 'mask_image_url'],
			['maskVideo', 'mask_video_url'],
		] as Array<[keyof typeof rules, string]>),
		...([
			['maskFrame', 'mask_frame_id'],
			['firstFrame', 'first_frame_url'],
			['lastFrame', 'last_frame_url'],
			['firstClip', 'first_clip_url'],
		] as Array<[keyof typeof rules, string]>),
		...([
			['lastClip', 'last_clip_url'],
			['size', 'size'],
			['controlCondition', 'control_condition'],
			['maskType', 'mask_type'],
		] as Array<[keyof typeof rules, string]>),
		...([
			['expandMode', 'expand_mode'],
			['strength', 'strength'],
			['expandRatio', 'expand_ratio'],
			['topScale', 'top_scale'],
		] as Array<[keyof typeof rules, string]>),
		...([
			['bottomScale', 'bottom_scale'],
			['leftScale', 'left_scale'],
			['rightScale', 'right_scale'],
		] as Array<[keyof typeof rules, string]>),
	];
	const theirs = Object.keys(fields).filter((field) => field !== 'obj_or_bg');
	expect(
		names
			.filter(([ours]) => rules[ours])
			.map(([, field]) => field)
			.sort(),
	).toEqual(theirs.sort());
	for (const [ours, field] of names) {
		const rule = fields[field];
		const own = rules[ours];
		if (rule?.is === 'option')
			expect([name, ours, (own as ChoiceRule<string>).options]).toEqual([
				name,
				ours,
				optionsOf(rule, region),
			]);
		if (rule?.is === 'number' || rule?.is === 'integer')
			expect(own).toMatchObject({ min: rule.from, max: rule.to });
		if (rule?.is === 'list') expect(own).toMatchObject({ most: rule.to });
		if (rule?.is === 'media' && typeof own === 'object' && 'required' in own)
			expect(own.required ?? false).toBe(rule.required ?? false);
	}
	expect(rulesOf(model, name).dialect).toBe('vace');
}
