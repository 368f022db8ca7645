import { videoCodecName } from './codecs';
import { BrokenFileError } from './source';

/** What a file is by its bytes; its name and its declared type play no part. */
export type MediaFormat =
	| 'jpeg'
	| 'png'
	| 'bmp'
	| 'webp'
	| 'gif'
	| 'tiff'
	| 'heic'
	| 'avif'
	| 'wav'
	| 'mp3'
	| 'aac'
	| 'flac'
	| 'ogg'
	| 'm4a'
	| 'mp4'
	| 'mov'
	| 'avi'
	| 'webm'
	| 'html'
	| 'json'
	| 'pdf'
	| 'unknown';

export interface ImageInfo {
	kind: 'image';
	format: 'jpeg' | 'png' | 'bmp' | 'webp';
	mimeType: string;
	/** Pixels as stored in the file; where `rotated` is true a viewer swaps width and height. */
	width: number;
	/** Pixels as stored in the file, see `width`. */
	height: number;
	/** The file has an alpha channel, even if every pixel is opaque. */
	alpha: boolean;
	/** Not a channel, but one colour or palette entries that are not opaque (PNG's tRNS). */
	transparentColour?: boolean;
	animated?: boolean;
	/** EXIF orientation 5-8: the picture is shown turned by 90 or 270 degrees. */
	rotated?: boolean;
}

/** What programs play, though no program should have written it: endings of sentences that begin with the file's name. */
interface Odd {
	odd?: readonly string[];
}

export interface AudioInfo extends Odd {
	kind: 'audio';
	format: 'wav' | 'mp3' | 'm4a';
	mimeType: string;
	seconds: number;
}

export interface VideoInfo extends Odd {
	kind: 'video';
	format: 'mp4' | 'mov' | 'avi';
	mimeType: string;
	/** Pixels as stored in the file; where `rotated` is true a player swaps width and height. */
	width: number;
	/** Pixels as stored in the file, see `width`. */
	height: number;
	seconds: number;
	/** The average over the whole file. */
	framesPerSecond?: number;
	/** A usual short name such as `h264`, or the file's own code where there is none. */
	videoCodec?: string;
	/** There is an audio track, and it is not empty. */
	hasSound: boolean;
	/** The picture is shown turned by 90 or 270 degrees. */
	rotated?: boolean;
}

/** A file that is recognised but not read further, or not recognised at all (`unknown`). */
interface OtherInfo {
	kind: 'other';
	format: MediaFormat;
	mimeType?: string;
}

interface BrokenFile {
	kind: 'broken';
	format: MediaFormat;
	/** Plain words that follow "The file", for example `is damaged`. */
	reason: string;
	/** More of the file was to come. */
	endsEarly?: true;
}

export type MediaInfo = ImageInfo | AudioInfo | VideoInfo | OtherInfo | BrokenFile;

/** Throws for a picture that does not say its size. */
function needSize({ width, height }: { width: number; height: number }): void {
	if (!(width > 0 && height > 0)) throw new BrokenFileError('does not say its width and height');
}

/** @param orientation as EXIF has it: 5-8 is turned by 90 or 270 degrees */
export function imageInfo(
	format: ImageInfo['format'],
	found: Pick<ImageInfo, 'width' | 'height'> & Partial<ImageInfo> & { orientation?: number },
): ImageInfo {
	const { width, height, alpha = false, animated, transparentColour, orientation = 0 } = found;
	needSize(found);
	return {
		kind: 'image',
		format,
		mimeType: `image/${format}`,
		width,
		height,
		alpha,
		...(transparentColour && { transparentColour }),
		...(animated && { animated }),
		...(orientation >= 5 && { rotated: true }),
	};
}

/** @param codec the file's own code */
export function videoInfo(found: Omit<VideoInfo, 'kind' | 'videoCodec'> & { codec?: string }): VideoInfo {
	const { codec, framesPerSecond, rotated, ...more } = found;
	needSize(found);
	const videoCodec = videoCodecName(codec);
	return {
		kind: 'video',
		...more,
		...(framesPerSecond && { framesPerSecond }),
		...(videoCodec && { videoCodec }),
		...(rotated && { rotated }),
	};
}
