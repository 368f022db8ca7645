import {
	findModel,
	nameInRegion,
	optionsInRegion,
	regionName,
	type AudioRule,
	type Choice,
	type Region,
	type WanModel,
} from '../catalogue';
import {
	checkAudioInput,
	checkImageInput,
	nameOfInput,
	type InputCheck,
	type MediaInput,
} from './mediaInput';
import { otherRegion, unknownModel } from './modelProblems';
import { fieldNames, fieldNameOf, isSet, orList, shown, type VideoValues } from './values';

/** A value that the model does not take. Nothing was sent and nothing was paid. */
export interface Problem {
	field: string;
	/** What was found, one sentence without a final period. */
	what: string;
	/** What the model takes and what to do. */
	advice: string;
}

/** Values that passed, in the types of the API. Only what the user set and the model takes is here. */
export interface CheckedVideo {
	model: WanModel;
	region: Region;
	prompt?: string;
	negativePrompt?: string;
	firstFrame: MediaInput;
	audioUrl?: MediaInput;
	resolution: string;
	/** Seconds. */
	duration: number;
	audio?: boolean;
	shotType?: string;
	promptExtend?: boolean;
	watermark?: boolean;
	seed?: number;
}

export interface Check {
	/** Only if there is no problem. */
	video?: CheckedVideo;
	problems: Problem[];
	/** What the service would do in silence: cut a prompt, ignore a field. */
	hints: string[];
}

const MOST_SEED = 2_147_483_647;

/** Checks an item's values against the model's rules in this region. Pure; a problem for every wrong field. */
export function checkVideo(values: VideoValues, region: Region): Check {
	const model = typeof values.model === 'string' ? findModel(values.model) : undefined;
	if (!model) return { problems: [unknownModel(values.model)], hints: [] };
	if (!model.regions.includes(region)) return { problems: [otherRegion(model, region)], hints: [] };

	const check = new Checker(model, region);
	const video: CheckedVideo = {
		model,
		region,
		prompt: check.text('prompt', values.prompt, model.prompt),
		negativePrompt: check.text('negativePrompt', values.negativePrompt, model.negativePrompt),
		firstFrame: check.firstFrame(values.firstFrame) ?? '',
		resolution: check.choice('resolution', values.resolution, model.resolution) ?? model.resolution.default,
		duration: check.duration(values.duration),
		audio:
			model.sound === 'switch' ? check.flag('audio', values.audio) : check.ignored('audio', values.audio),
		shotType: model.shotType
			? check.choice('shotType', values.shotType, model.shotType)
			: check.ignored('shotType', values.shotType),
		promptExtend: check.flag('promptExtend', values.promptExtend),
		watermark: check.flag('watermark', values.watermark),
		seed: check.seed(values.seed),
	};
	video.audioUrl = model.audioUrl
		? check.audioUrl(values.audioUrl, model.audioUrl, video.duration)
		: check.ignored('audioUrl', values.audioUrl);
	check.combinations(video);
	return { ...(check.problems.length === 0 && { video }), problems: check.problems, hints: check.hints };
}

class Checker {
	readonly problems: Problem[] = [];
	readonly hints: string[] = [];
	private readonly name: string;

	constructor(
		private readonly model: WanModel,
		private readonly region: Region,
	) {
		this.name = nameInRegion(model, region);
	}

	/** Over-long text is cut by the service without a word: a hint, no refusal. */
	text(
		field: keyof VideoValues,
		value: unknown,
		rule: { required: boolean; maxCharacters: number },
	): string | undefined {
		if (!isSet(value)) {
			if (rule.required) this.refuse(field, 'is empty', `${this.name} needs one.`);
			return undefined;
		}
		if (typeof value !== 'string') return this.refuse(field, `is ${shown(value)}`, 'Enter a text.');
		// The service counts each Chinese character and each Latin letter as one, so code points, not UTF-16 units.
		const characters = [...value].length;
		if (characters > rule.maxCharacters) {
			this.hints.push(
				`${fieldNames[field]} has ${characters} characters. ${this.name} reads the first ${rule.maxCharacters} and cuts the rest.`,
			);
		}
		return value;
	}

	choice<T extends string>(field: keyof VideoValues, value: unknown, rule: Choice<T>): T | undefined {
		if (!isSet(value)) return undefined;
		const offered = optionsInRegion(rule, this.region);
		const found = offered.find((option) => option === value);
		if (found !== undefined) return found;
		const elsewhere = rule.options.find((option) => option === value);
		const where = elsewhere && rule.onlyIn?.[elsewhere]?.map(regionName);
		return this.refuse(
			field,
			`is ${shown(value)}`,
			`${this.name} takes ${orList(offered)}${where ? ` (${elsewhere} only in ${orList(where)})` : ''}.`,
		);
	}

	duration(value: unknown): number {
		const rule = this.model.duration;
		if (!isSet(value)) return rule.default;
		const takes = {
			range: () => rule.kind === 'range' && `a whole number of seconds from ${rule.min} to ${rule.max}`,
			list: () => rule.kind === 'list' && `${orList(rule.options)} seconds`,
			fixed: () => `no Duration: its videos are always ${rule.default} seconds long`,
		}[rule.kind]();
		// An expression often gives a number as text.
		const seconds = typeof value === 'string' ? Number(value) : value;
		const fits =
			typeof seconds === 'number' &&
			Number.isInteger(seconds) &&
			(rule.kind === 'range'
				? seconds >= rule.min && seconds <= rule.max
				: rule.kind === 'list'
					? rule.options.includes(seconds)
					: seconds === rule.default);
		if (!fits) this.refuse('duration', `is ${shown(value)}`, `${this.name} takes ${takes}.`);
		return fits ? seconds : rule.default;
	}

	flag(field: keyof VideoValues, value: unknown): boolean | undefined {
		if (!isSet(value)) return undefined;
		if (typeof value === 'boolean') return value;
		if (value === 'true' || value === 'false') return value === 'true';
		return this.refuse(field, `is ${shown(value)}`, 'Enter true or false.');
	}

	seed(value: unknown): number | undefined {
		if (!isSet(value)) return undefined;
		const seed = typeof value === 'string' && value.trim() ? Number(value) : value;
		if (typeof seed === 'number' && Number.isInteger(seed) && seed >= 0 && seed <= MOST_SEED) return seed;
		return this.refuse(
			'seed',
			`is ${shown(value)}`,
			`${this.name} takes a whole number from 0 to ${MOST_SEED}.`,
		);
	}

	firstFrame(value: unknown): MediaInput | undefined {
		if (!isSet(value))
			return this.refuse('firstFrame', 'is empty', 'Enter the link of an image, or choose a binary field.');
		const asking = { model: this.name, region: this.region };
		return this.media('firstFrame', value, checkImageInput(value, this.model.firstFrame, asking));
	}

	/** @param seconds length of the video */
	audioUrl(value: unknown, rule: AudioRule, seconds: number): MediaInput | undefined {
		if (!isSet(value)) return undefined;
		const asking = { model: this.name, region: this.region, seconds };
		return this.media('audioUrl', value, checkAudioInput(value, rule, asking));
	}

	private media(
		field: keyof VideoValues,
		value: unknown,
		{ input, refused, hints }: InputCheck,
	): MediaInput | undefined {
		const name = nameOfInput(fieldNameOf(field, value), value);
		if (refused) {
			const { found, advice } = refused;
			this.problems.push({ field: fieldNameOf(field, value), what: `${name} ${found}`, advice });
			return undefined;
		}
		this.hints.push(...hints.map((hint) => name + hint));
		return input;
	}

	/** A field of another model is not sent. It can only be set where the model comes from an expression. */
	ignored(field: keyof VideoValues, value: unknown): undefined {
		if (isSet(value))
			this.hints.push(
				`${nameOfInput(fieldNameOf(field, value), value)} is set, but ${this.name} does not have it, so it was not sent.`,
			);
		return undefined;
	}

	/** Rules that hold between fields. */
	combinations(video: CheckedVideo): void {
		if (video.shotType === 'multi' && video.promptExtend === false) {
			this.hints.push('Shot Type Multi has no effect while Prompt Extend is off.');
		}
		if (video.audio === false && typeof video.audioUrl === 'string') {
			this.hints.push(
				'Audio is off, so the service ignores Audio URL and makes a silent video at the silent price.',
			);
		} else if (video.audio === false && video.audioUrl) {
			this.hints.push(
				'Audio is off, so Audio Field is not sent, and the video is silent at the silent price.',
			);
			video.audioUrl = undefined;
		}
	}

	private refuse(field: keyof VideoValues, found: string, takes: string): undefined {
		this.problems.push({ field: fieldNames[field], what: `${fieldNames[field]} ${found}`, advice: takes });
		return undefined;
	}
}
