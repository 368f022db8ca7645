/** What a model takes in place of a file. */

type ImageFormat = 'jpeg' | 'png' | 'bmp' | 'webp' | 'tiff';
type AudioFormat = 'wav' | 'mp3';
type VideoFormat = 'mp4' | 'mov' | 'avi';

export interface ImageRule {
	required: boolean;
	formats: readonly ImageFormat[];
	/** Pixels, for width and height alike. */
	minSide: number;
	maxSide: number;
	/** Longer side by shorter side. */
	maxRatio?: number;
	/** Left out where no document names one. */
	maxBytes?: number;
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

export interface VideoRule {
	required: boolean;
	formats: readonly VideoFormat[];
	minSeconds: number;
	maxSeconds: number;
	/** Pixels, for width and height alike; left out where no document names them. */
	minSide?: number;
	maxSide?: number;
	maxRatio?: number;
	minFramesPerSecond?: number;
	/** The service cuts what is longer than `maxSeconds`; else it refuses. */
	longerIsCut?: true;
	maxBytes: number;
}

/** A document or a web page that Wan 3.0 reads. */
export interface FileRule {
	formats: readonly string[];
	maxBytes: number;
	maxPages: number;
}

/** What a rule may say of a file of any kind; what it leaves out has no limit. */
export type FileLimits = Partial<Omit<ImageRule & AudioRule & VideoRule & FileRule, 'formats'>> & {
	formats: readonly string[];
};

export type ReferenceKind = 'image' | 'video' | 'audio' | 'file' | 'link';

/** How a prompt calls a reference: all counted together (`character1`), or each kind by itself (`Image 1`, `Video 1`). */
export type ReferenceNaming = 'character1' | 'Image 1';

/** An ordered list of things that the video is to be like. */
export interface ReferencesRule {
	/** Nothing where no document says it. */
	naming?: ReferenceNaming;
	/** How many there may be of each kind; a kind that is not named is not taken. */
	most: Partial<Record<ReferenceKind, number>>;
	/** Images and videos together. */
	mostTogether?: number;
	/** Whether at least one image or video is needed. */
	required: boolean;
	image?: ImageRule;
	video?: VideoRule;
	audio?: AudioRule;
	file?: FileRule;
	/** The voice of a referenced person. */
	voice?: AudioRule;
	/** Seconds of all videos, and of all audio, together. */
	maxTotalSeconds?: number;
}

/** Reference images of an editing model. */
export interface ImagesRule extends ImageRule {
	least: number;
	most: number;
	/** Whether each image is marked as object or background. */
	roles?: boolean;
}
