import { MEGABYTE_BYTES } from '../base/units';
import type { FileLimits } from '../catalogue';
import type { MediaFormat, MediaInfo } from '../media/probe';
import { formatRange, joinOr } from './values';

/** What a field may hold: a file of a kind, or a link that is not to lead to one. */
export type FileKind = 'image' | 'video' | 'audio' | 'file';

const kindNames: Record<FileKind, string> = {
	image: 'images',
	video: 'videos',
	audio: 'sound',
	file: 'documents',
};

/** What a file is, by its bytes: `a file of type GIF`. */
export function formatFileFormat({ format, ...info }: MediaInfo): string {
	const mimeType = info.kind === 'other' ? info.mimeType : undefined;
	if (format === 'html') return 'a web page (HTML)';
	if (format !== 'unknown') return `a file of type ${format.toUpperCase()}`;
	return mimeType ? `a file of type ${mimeType}` : 'a file of an unknown type';
}

/** What a broken file is, as an end to "First Frame …". */
export function formatBroken(format: MediaFormat, reason: string): string {
	return format === 'unknown' ? reason : `is a broken ${format.toUpperCase()} file: it ${reason}`;
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

/** All that a model takes in place of a file, in one breath. */
export function formatFileRule(kind: FileKind, { formats, ...limits }: FileLimits): string {
	const { minSide, maxSide, maxRatio, minSeconds, maxSeconds, maxBytes = Infinity } = limits;
	const { minFramesPerSecond, maxPages = Infinity } = limits;
	const names = formats.map((format) =>
		format === 'png' ? 'PNG (without alpha channel)' : format.toUpperCase(),
	);
	const between = (min = 0, max = Infinity, unit: string) =>
		(min > 0 || max < Infinity) && `${formatRange(min, max)} ${unit}`;
	return [
		`${joinOr(names)} ${kindNames[kind]}`.trimStart(),
		between(minSeconds, maxSeconds, 'seconds'),
		maxBytes < Infinity && `up to ${formatSize(maxBytes)}`,
		maxPages < Infinity && `up to ${maxPages} pages`,
		between(minSide, maxSide, 'pixels a side'),
		maxRatio !== undefined && `at most ${maxRatio} to 1`,
		minFramesPerSecond !== undefined && `${minFramesPerSecond} or more frames per second`,
	]
		.filter(Boolean)
		.join(', ');
}
