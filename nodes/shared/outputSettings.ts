import type { SettingsReader } from './settingsReader';

/** Endings that people give to videos. Any other dot is part of the name: `Scene 01.10`. */
const VIDEO_EXTENSION = /\.(mp4|m4v|mov|avi|mkv|webm|mpe?g|wmv|flv|ts|3gp|ogv)$/i;

/** File systems take 255 bytes; the rest is for what a store puts in front or behind. */
const MAX_NAME_BYTES = 200;

/**
 * What no file system or header takes, or shows as what it is not: slashes, control characters, marks that turn the
 * direction of writing, half surrogates.
 */
const NOT_IN_NAMES = /[/\\\p{Cc}\p{Surrogate}\u2028-\u202e\u2066-\u2069\ufeff]/gu;

export interface OutputSettings {
	simplify: boolean;
	download: boolean;
	binaryField: string;
	fileName: string;
}

/** The settings of the output, which all nodes have. */
export function readOutput(reader: SettingsReader, downloadByDefault: boolean): OutputSettings {
	return {
		simplify: reader.boolean('simple', 'Simplify', true),
		download: reader.boolean('downloadVideo', 'Download Video', downloadByDefault),
		binaryField: reader.text('binaryField', 'Put Output File in Field') || 'data',
		fileName: reader.text('fileName', 'File Name'),
	};
}

/** `<taskId>.mp4`, or the user's name, which may lack the ending. Never more than 200 bytes in UTF-8. */
export function fileNameFor(taskId: string, wanted: string): string {
	const clean = wanted.replace(NOT_IN_NAMES, '').trim();
	const ending = VIDEO_EXTENSION.exec(clean)?.[0] ?? '.mp4';
	const base = truncate(
		clean.replace(VIDEO_EXTENSION, '').trim(),
		MAX_NAME_BYTES - Buffer.byteLength(ending),
	);
	return `${/[^.\s]/.test(base) ? base : taskId}${ending}`;
}

/** The longest beginning of whole characters as people see them: an emoji of several parts stays whole or goes. */
function truncate(text: string, bytes: number): string {
	if (Buffer.byteLength(text) <= bytes) return text;
	let end = 0;
	let used = 0;
	for (const { segment, index } of new Intl.Segmenter().segment(text)) {
		used += Buffer.byteLength(segment);
		if (used > bytes) break;
		end = index + segment.length;
	}
	return text.slice(0, end).trim();
}
