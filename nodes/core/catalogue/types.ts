/**
 * What a Wan model is, as data. Nothing in this folder imports anything from outside it: fields, checks, request
 * bodies, prices, pacing, README and tests are all made from these rows.
 */

/** Region ids as Model Studio writes them. A key, a model and a host belong to one region. */
export type Region =
	| 'ap-southeast-1'
	| 'us-east-1'
	| 'cn-beijing'
	| 'eu-central-1'
	| 'cn-hongkong'
	| 'ap-northeast-1';

/** The two create paths of the API: `/services/aigc/<endpoint>/video-synthesis`. */
export type Endpoint = 'video-generation' | 'image2video';

/** How a model wants its inputs written. `flat`: single fields (`img_url`, `audio_url`) in `input`. */
export type Dialect = 'flat';

export type Resolution = '480P' | '720P' | '1080P';

export type ShotType = 'single' | 'multi';

/** One of several values; the first-class citizen of dropdowns. */
export interface Choice<T extends string> {
	options: readonly T[];
	/** What the service takes when nothing is sent. */
	default: T;
	/** Options that only some regions offer; an option that is not named here is offered in every region. */
	onlyIn?: Partial<Record<T, readonly Region[]>>;
}

/** Whole seconds. `fixed`: the model takes no `duration` and always makes this length. */
export type Duration =
	| { kind: 'range'; min: number; max: number; default: number }
	| { kind: 'list'; options: readonly number[]; default: number }
	| { kind: 'fixed'; default: number };

export interface TextRule {
	required: boolean;
	/** Characters; the service cuts the rest without a word. */
	maxCharacters: number;
}

export type ImageFormat = 'jpeg' | 'png' | 'bmp' | 'webp';
export type AudioFormat = 'wav' | 'mp3';

export interface ImageRule {
	required: boolean;
	formats: readonly ImageFormat[];
	/** Pixels, for width and height alike. */
	minSide: number;
	maxSide: number;
	maxBytes: number;
	/** PNG with an alpha channel is refused by the service. */
	alpha: false;
	/** Whether `data:{mime};base64,…` is documented for this input. */
	dataUrl: boolean;
}

export interface AudioRule {
	required: boolean;
	formats: readonly AudioFormat[];
	minSeconds: number;
	maxSeconds: number;
	maxBytes: number;
}

export interface WanModel {
	/** The name that the user chooses and that workflows store. */
	id: string;
	/** Where a region calls the same model by another name. */
	regionalIds?: Partial<Record<Region, string>>;
	label: string;
	/** One line for the model list: what sets it apart. */
	summary: string;
	regions: readonly Region[];
	endpoint: Endpoint;
	dialect: Dialect;

	prompt: TextRule;
	negativePrompt: TextRule;
	firstFrame: ImageRule;
	audioUrl?: AudioRule;

	resolution: Choice<Resolution>;
	duration: Duration;
	shotType?: Choice<ShotType>;
	/** `switch`: the `audio` parameter decides, and with it the price. */
	sound: 'always' | 'never' | 'switch';
	/** Whether the rewritten prompt comes back when Prompt Extend is on. */
	returnsActualPrompt: boolean;

	/** Published limits, for the whole account: create calls a second, tasks worked on at once. */
	limits: { submitsPerSecond: number; runningTasks: number };
}
