import { MediaFile } from '../media/file';

/**
 * What the user entered, with nothing decided yet. Anything may be of the wrong type, because an expression can give
 * anything; `undefined`, `null` and an empty string mean "not set".
 */
export interface VideoValues {
	model: unknown;
	prompt?: unknown;
	negativePrompt?: unknown;
	/** A link, a data URL or a `MediaFile`. */
	firstFrame?: unknown;
	/** A link or a `MediaFile`. */
	audioUrl?: unknown;
	resolution?: unknown;
	/** Seconds. */
	duration?: unknown;
	/** Whether the video has sound. */
	audio?: unknown;
	shotType?: unknown;
	promptExtend?: unknown;
	watermark?: unknown;
	seed?: unknown;
}

/** The fields by the names that the editor shows; messages use them. */
export const fieldNames: Record<keyof VideoValues, string> = {
	model: 'Model',
	prompt: 'Prompt',
	negativePrompt: 'Negative Prompt',
	firstFrame: 'First Frame',
	audioUrl: 'Audio URL',
	resolution: 'Resolution',
	duration: 'Duration',
	audio: 'Audio',
	shotType: 'Shot Type',
	promptExtend: 'Prompt Extend',
	watermark: 'Watermark',
	seed: 'Seed',
};

/** Fields whose files come from a binary field of another name. */
const fileFieldNames: Partial<Record<keyof VideoValues, string>> = { audioUrl: 'Audio Field' };

/** The field in which the editor has this value. */
export function fieldNameOf(field: keyof VideoValues, value: unknown): string {
	return (value instanceof MediaFile && fileFieldNames[field]) || fieldNames[field];
}

export function isSet(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

/** A value as a message may show it: short, and never a data URL. */
export function shown(value: unknown): string {
	const text = typeof value === 'string' ? value : asText(value);
	if (text.startsWith('data:')) return 'a data URL';
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** `a, b or c`. */
export function orList(values: readonly (string | number)[]): string {
	if (values.length < 2) return values.join('');
	return `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}

function asText(value: unknown): string {
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		// Big integers and objects that hold themselves have no JSON.
		return String(value);
	}
}
