/**
 * What a Wan model is, as data. Nothing in this folder imports anything from outside it: fields, checks, request
 * bodies, prices, pacing, README and tests are all made from these rows.
 */

import type { AudioRule, ImageRule, ImagesRule, ReferencesRule, VideoRule } from './mediaRules';

export type * from './mediaRules';

/** Region ids as Model Studio writes them. A key, a model and a host belong to one region. */
export type Region =
	| 'ap-southeast-1'
	| 'us-east-1'
	| 'cn-beijing'
	| 'eu-central-1'
	| 'cn-hongkong'
	| 'ap-northeast-1';

/** A single file that a model reads; lists of files are references. */
export type MediaName =
	| 'firstFrame'
	| 'lastFrame'
	| 'audioUrl'
	| 'firstClip'
	| 'lastClip'
	| 'video'
	| 'maskImage'
	| 'maskVideo'
	| 'characterImage'
	| 'motionVideo'
	| 'portrait'
	| 'speech';

/** What a user wants to make. Each is an operation of the node. */
export type Operation =
	| 'generateFromImage'
	| 'generateFromText'
	| 'generateFromReferences'
	| 'continue'
	| 'edit'
	| 'animate'
	| 'generateFromSpeech';

/** The two create paths of the API: `/services/aigc/<endpoint>/video-synthesis`. */
export type Endpoint = 'video-generation' | 'image2video';

/**
 * How a model wants its inputs written. `flat`: `img_url`, `audio_url`; `frames`: `first_frame_url`, `last_frame_url`;
 * `media`: a list of `{type, url}`; `references`: `reference_urls`; `vace`: `function` and its fields; `animate`:
 * `image_url` and `video_url`, with the watermark among the inputs; `speech`: `image_url` and `audio_url`.
 */
export type Dialect = 'flat' | 'frames' | 'media' | 'references' | 'vace' | 'animate' | 'speech';

export type Resolution = '480P' | '720P' | '1080P';
/** What decides the price of a second: the resolution (also behind a size), or the mode of the animate models. */
export type Tier = Resolution | 'wan-std' | 'wan-pro';

export type ShotType = 'single' | 'multi';

/** One of several values; the first-class citizen of dropdowns. */
export interface Choice<T extends string> {
	options: readonly T[];
	/** What the service takes when nothing is sent; left out where that depends on the input. */
	default?: T;
	/** Options that only some regions offer; an option that is not named here is offered in every region. */
	onlyIn?: Partial<Record<T, readonly Region[]>>;
	/** Whether the service insists on a value. */
	required?: boolean;
}

/**
 * Whole seconds. `fixed`: the model takes no `duration` and always makes this length. `input`: as long as the input.
 * `also`: one more number with a meaning of its own, in words.
 */
export type Duration =
	| {
			kind: 'range';
			min: number;
			max: number;
			default: number;
			also?: { value: number; meaning: string };
			/** Longest output when there is a reference video. */
			maxWithVideo?: number;
			/** Input videos and output together. */
			maxTotal?: number;
	  }
	| { kind: 'list'; options: readonly number[]; default: number }
	| { kind: 'fixed'; default: number }
	| { kind: 'input'; default?: undefined };

export interface NumberRule {
	min: number;
	max: number;
	default: number;
	whole?: boolean;
}

export interface TextRule {
	required: boolean;
	/** Characters; the service cuts the rest without a word. */
	maxCharacters: number;
}

/** The five abilities of vace, each with fields of its own. */
export type EditFunction =
	| 'image_reference'
	| 'video_repainting'
	| 'video_edit'
	| 'video_extension'
	| 'video_outpainting';

export interface EditFunctionRule {
	video?: VideoRule;
	referenceImages?: ImagesRule;
	maskImage?: ImageRule;
	maskVideo?: VideoRule;
	maskFrame?: NumberRule;
	firstFrame?: ImageRule;
	lastFrame?: ImageRule;
	firstClip?: VideoRule;
	lastClip?: VideoRule;
	size?: Choice<string>;
	controlCondition?: Choice<string>;
	maskType?: Choice<string>;
	expandMode?: Choice<string>;
	strength?: NumberRule;
	expandRatio?: NumberRule;
	topScale?: NumberRule;
	bottomScale?: NumberRule;
	leftScale?: NumberRule;
	rightScale?: NumberRule;
}

/** Prices of a second, by what decides them. */
export interface PriceRow {
	regions: readonly Region[];
	/** Left out where the price is the same with and without sound. */
	sound?: boolean;
	/** In the currency of the price list. */
	perSecond: Partial<Record<Tier, number>>;
}

export interface WanModel {
	/** The name that the user chooses and that workflows store. */
	id: string;
	/** Where a region calls the same model by another name. */
	regionalIds?: Partial<Record<Region, string>>;
	/** A model that the catalogue does not know: whatever is set goes out, in the dialect that the user named. */
	custom?: true;
	/** The model of which this is the state of a day, under a name of its own. */
	snapshotOf?: string;
	label: string;
	/** One line for the model list: what sets it apart. */
	summary: string;
	operations: readonly Operation[];
	regions: readonly Region[];
	endpoint: Endpoint;
	dialect: Dialect;

	/** Left out: the model reads no text. `required` never means "unless there is media": see `promptOrMedia`. */
	prompt?: TextRule;
	/** A prompt is needed where there is no media. */
	promptOrMedia?: boolean;
	negativePrompt?: TextRule;

	firstFrame?: ImageRule;
	lastFrame?: ImageRule;
	audioUrl?: AudioRule;
	firstClip?: VideoRule;
	references?: ReferencesRule;
	video?: VideoRule;
	referenceImages?: ImagesRule;
	characterImage?: ImageRule;
	motionVideo?: VideoRule;
	portrait?: ImageRule;
	speech?: AudioRule;
	functions?: Record<EditFunction, EditFunctionRule>;
	/** Exactly these media may go together; left out where every legal input goes with every other. */
	combinations?: ReadonlyArray<readonly MediaName[]>;
	/** Frames and references are two modes that may not be mixed. */
	framesOrReferences?: boolean;
	/** Effects by name, in regions that have them. With one, the prompt is ignored and the last frame not needed. */
	templates?: { options: readonly string[]; regions: readonly Region[] };

	resolution?: Choice<Resolution>;
	/** Exact pixels, `width*height`. */
	size?: Choice<string>;
	ratio?: Choice<string>;
	/** The ratio has no effect when there is a first frame. */
	ratioFromFirstFrame?: boolean;
	duration: Duration;
	shotType?: Choice<ShotType>;
	/** Where the sound of an edited video comes from. */
	audioSetting?: Choice<string>;
	/** Quality of the animate models. */
	mode?: Choice<'wan-std' | 'wan-pro'>;
	/** Whether the service can be told not to look at the character image first. */
	checkImage?: boolean;
	/** `switch`: the `audio` parameter decides, and with some models the price. `input`: as the input has it. */
	sound: 'always' | 'never' | 'switch' | 'input';
	promptExtend: boolean;
	watermark: boolean;
	seed: boolean;
	/** Whether the rewritten prompt comes back when Prompt Extend is on. */
	returnsActualPrompt: boolean;
	/** Where the link of the video stands in the answer. */
	resultAt: 'output.video_url' | 'output.results.video_url';

	/** Published limits, for the whole account: create calls a second, tasks worked on at once. */
	limits: { submitsPerSecond: number; runningTasks: number };
	/** Where a region has limits of its own. */
	regionalLimits?: Partial<Record<Region, { submitsPerSecond: number; runningTasks: number }>>;
	/** A model that looks first if a portrait fits, and what a look costs. An upload serves one model only. */
	portraitCheck?: { model: string; path: string; price: number };
	/** Which seconds are charged; `inputCap` is the most that is charged of the input. */
	bills: { output: true; input?: boolean; inputCap?: number };
	price: readonly PriceRow[];
}
