/**
 * What a Wan model is, as data. Nothing in this folder imports anything from outside it but units: fields, checks, request
 * bodies, prices, pacing, README and tests are all made from these rows.
 */

import type { MediaInputRules, MediaName } from './mediaInputs';
import type { ImagesRule, ReferencesRule } from './mediaRules';
import type { DurationRule } from './parameterRules';
import type { BodyDialect, ParameterRules } from './parameters';
import type { Region } from './regions';

export type * from './mediaInputs';
export type * from './mediaRules';
export type * from './parameterRules';
export type * from './parameters';
export type { Currency, Region } from './regions';

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

export type Resolution = '480P' | '720P' | '1080P';
/** What decides the price of a second: the resolution (also behind a size), or the mode of the animate models. */
export type Tier = Resolution | 'wan-std' | 'wan-pro';

/** The five abilities of vace, each with fields of its own. */
export type EditFunction =
	| 'image_reference'
	| 'video_repainting'
	| 'video_edit'
	| 'video_extension'
	| 'video_outpainting';

/** What a function takes. */
export interface EditFunctionRule extends MediaInputRules, ParameterRules {
	referenceImages?: ImagesRule;
}

/** Prices of a second, by what decides them. */
export interface PriceRow {
	regions: readonly Region[];
	/** Left out where the price is the same with and without sound. */
	sound?: boolean;
	/** In the currency of the regions' list. */
	perSecond: Partial<Record<Tier, number>>;
}

/** What a model takes, where `prompt` left out means that it reads no text, and so on. */
export interface WanModel extends MediaInputRules, ParameterRules {
	/** The name that the user chooses and that workflows store. */
	id: string;
	/** Where a region calls the same model by another name. */
	regionalIds?: Partial<Record<Region, string>>;
	/** A model that the catalogue does not know: whatever is set goes out, in the dialect that the user named. */
	custom?: true;
	/** The model of which this is the state of a day, under a name of its own. */
	snapshotOf?: string;
	label: string;
	/** Model Studio names it as the first choice. */
	recommended?: true;
	/** One line for the model list: what sets it apart. */
	summary: string;
	operations: readonly [Operation, ...Operation[]];
	regions: readonly Region[];
	endpoint: Endpoint;
	dialect: BodyDialect;

	/** A prompt is needed where there is no media. */
	promptOrMedia?: boolean;
	references?: ReferencesRule;
	referenceImages?: ImagesRule;
	functions?: Record<EditFunction, EditFunctionRule>;
	/** Exactly these media may go together; left out where every legal input goes with every other. */
	combinations?: ReadonlyArray<readonly MediaName[]>;
	/** Files that the documents call optional, and without which tasks have failed. */
	neededInPractice?: readonly MediaName[];
	/** Frames and references are two modes that may not be mixed. */
	framesOrReferences?: boolean;
	/** Effects by name, in regions that have them. With one, the prompt is ignored and the last frame not needed. */
	templates?: { options: readonly string[]; regions: readonly Region[] };

	/** The ratio has no effect when there is a first frame. */
	ratioFromFirstFrame?: boolean;
	duration: DurationRule;
	/** `switch`: the `audio` parameter decides, and with some models the price. `input`: as the input has it. */
	sound: 'always' | 'never' | 'switch' | 'input';

	/** How long a task runs as a rule, in minutes; from the pages and their samples. */
	runMinutes: { from: number; to: number };

	/** Published limits, for the whole account: create calls a second, tasks worked on at once. */
	limits: { submitsPerSecond: number; runningTasks: number };
	/** Where a region has limits of its own. */
	regionalLimits?: Partial<Record<Region, { submitsPerSecond: number; runningTasks: number }>>;
	/** A model that first checks a portrait, and what a check costs where. An upload serves one model only. */
	portraitCheck?: { model: string; path: string; price: Partial<Record<Region, number>> };
	/** The most seconds of the input that are charged beside those of the output; left out where none are. */
	billedInputSeconds?: number;
	price: readonly PriceRow[];
}

/** A model's rules with those of its function, if it has one. */
export type ModelRules = WanModel;
