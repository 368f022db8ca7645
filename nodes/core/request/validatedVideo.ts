import type { MediaFile } from '../media/file';
import {
	tierOfSize,
	type Operation,
	type MediaName,
	type ParameterValues,
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
export interface ValidatedVideo<Medium = MediaInput>
	extends ParameterValues,
		Partial<Record<MediaName, Medium>> {
	model: WanModel;
	region: Region;
	operation: Operation;
	references?: Array<ValidatedReference<Medium>>;
	referenceImages?: Array<ValidatedImage<Medium>>;
	/** The user's own price, in the currency of the region's list; never sent. */
	pricePerSecond?: number;
}

/** What decides the price of a second. */
export function tierOf(video: ValidatedVideo): string | undefined {
	return video.mode ?? tierOfSize(video.size) ?? video.resolution;
}

/** A link that the service opens itself, or a file that is sent to it when it is the item's turn. */
export type MediaInput = string | MediaFile;
