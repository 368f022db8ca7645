import { MEGABYTE_BYTES } from '../base/units';
import type { AudioRule, ImageRule, VideoRule } from '../catalogue';
import type { MediaFormat, MediaInfo } from '../media/probe';
import { joinOr } from './values';

const FORMATS: Record<MediaFormat, string> = {
	jpeg: 'a JPEG image',
	png: 'a PNG image',
	bmp: 'a BMP image',
	webp: 'a WEBP image',
	gif: 'a GIF image',
	tiff: 'a TIFF image',
	heic: 'a HEIC image',
	avif: 'an AVIF image',
	wav: 'a WAV sound',
	mp3: 'an MP3 sound',
	aac: 'an AAC sound',
	flac: 'a FLAC sound',
	ogg: 'an OGG sound',
	m4a: 'an M4A sound',
	mp4: 'an MP4 video',
	mov: 'a MOV video',
	avi: 'an AVI video',
	webm: 'a WEBM video',
	html: 'a web page (HTML)',
	json: 'JSON text',
	pdf: 'a PDF document',
	unknown: 'a file in an unknown format',
};

/** What a file is, by its bytes: `a GIF image`. */
export function formatFileFormat(info: MediaInfo): string {
	const mimeType = info.kind === 'other' ? info.mimeType : undefined;
	if (info.format === 'unknown' && mimeType) return `a file of type ${mimeType}`;
	return FORMATS[info.format];
}

/** What a broken file is, as an end to "First Frame …". */
export function formatBroken(format: MediaFormat, reason: string): string {
	return format === 'unknown' ? reason : `is ${FORMATS[format]} that is broken: it ${reason}`;
}

/** `21.4 MB`. Where rounding would give a whole number, the bytes are shown as well. */
export function formatSize(bytes: number): string {
	if (bytes < MEGABYTE_BYTES)
		return bytes < 1024 ? `${bytes} bytes` : `${Number((bytes / 1024).toFixed(1))} KB`;
	const megabytes = bytes / MEGABYTE_BYTES;
	const short = Number(megabytes.toFixed(1));
	return Number.isInteger(short) && short !== megabytes ? `${short} MB (${bytes} bytes)` : `${short} MB`;
}

/** `3.1 seconds`. Where rounding would give a whole number, one more digit is shown. */
export function formatSeconds(seconds: number): string {
	const short = Number(seconds.toFixed(1));
	const shown = Number.isInteger(short) && short !== seconds ? Number(seconds.toFixed(2)) : short;
	return shown === 1 ? '1 second' : `${shown} seconds`;
}

/** All that the model takes in place of an image, in one breath. */
export function formatImageRule(rule: ImageRule): string {
	const formats = rule.formats.map((format) =>
		format === 'png' ? 'PNG (without alpha channel)' : format.toUpperCase(),
	);
	const size = rule.maxBytes === undefined ? '' : ` of up to ${formatSize(rule.maxBytes)}`;
	const ratio = rule.maxRatio === undefined ? '' : `, at most ${rule.maxRatio} to 1`;
	const sides = Number.isFinite(rule.maxSide)
		? `${rule.minSide} to ${rule.maxSide} pixels`
		: `${rule.minSide} pixels or more`;
	return `${joinOr(formats)} images${size} with sides of ${sides}${ratio}`;
}

export function formatAudioRule(rule: AudioRule): string {
	const formats = rule.formats.map((format) => format.toUpperCase());
	return `${joinOr(formats)} sound of ${rule.minSeconds} to ${rule.maxSeconds} seconds and up to ${formatSize(rule.maxBytes)}`;
}

export function formatVideoRule(rule: VideoRule): string {
	const formats = rule.formats.map((format) => format.toUpperCase());
	const { minSide, maxSide, maxRatio, minFramesPerSecond: frames } = rule;
	const more = [
		minSide !== undefined && `with sides of ${minSide} to ${maxSide} pixels`,
		maxRatio !== undefined && `at most ${maxRatio} to 1`,
		frames !== undefined && `with ${frames} or more frames per second`,
	].filter(Boolean);
	return `${joinOr(formats)} clips of ${rule.minSeconds} to ${rule.maxSeconds} seconds and up to ${[formatSize(rule.maxBytes), ...more].join(', ')}`;
}
