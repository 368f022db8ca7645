import type { MediaFile } from '../media/file';
import {
	tierOfSize,
	type EditFunction,
	type Operation,
	type MediaName,
	type ReferenceKind,
	type Region,
	type WanModel,
} from '../catalogue';

export interface ValidatedReference<Medium = MediaInput> {
	kind: ReferenceKind;
	url: Medium;
	voice?: Medium;
}

export interface ValidatedImage<Medium = MediaInput> {
	url: Medium;
	role?: 'obj' | 'bg';
}

/**
 * Values that passed, in the types of the API. Only what the user set and the model takes is here. `Medium` is a link or
 * a file; in a call that is written, links only.
 */
export interface ValidatedVideo<Medium = MediaInput> extends Partial<Record<MediaName, Medium>> {
	model: WanModel;
	region: Region;
	operation: Operation;
	prompt?: string;
	negativePrompt?: string;
	template?: string;
	references?: Array<ValidatedReference<Medium>>;
	referenceImages?: Array<ValidatedImage<Medium>>;
	editFunction?: EditFunction;
	resolution?: string;
	size?: string;
	ratio?: string;
	/** Seconds; nothing where the input decides. */
	duration?: number;
	audio?: boolean;
	shotType?: string;
	audioSetting?: string;
	mode?: string;
	checkImage?: boolean;
	/** Never sent: a call of its own before. */
	checkPortrait?: boolean;
	controlCondition?: string;
	maskType?: string;
	expandMode?: string;
	maskFrame?: number;
	strength?: number;
	expandRatio?: number;
	topScale?: number;
	bottomScale?: number;
	leftScale?: number;
	rightScale?: number;
	promptExtend?: boolean;
	watermark?: boolean;
	seed?: number;
	/** The user's own price, in the currency of the price list; never sent. */
	pricePerSecond?: number;
	additionalInput?: Record<string, unknown>;
	additionalParameters?: Record<string, unknown>;
}

/** What decides the price of a second. */
export function tierOf(video: ValidatedVideo): string | undefined {
	return video.mode ?? tierOfSize(video.size) ?? video.resolution;
}

/** A link that the service opens itself, or a file that is brought to it when the item's turn has come. */
export type MediaInput = string | MediaFile;
