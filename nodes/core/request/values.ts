import {
	mediaInputs,
	mediaNames,
	parameterNames,
	parameterOf,
	type MediaName,
	type Operation,
	type ParameterName,
} from '../catalogue';
import type { FaultText } from '../base/fault';
import { redact } from '../base/redact';
import { MediaFile } from '../media/file';

/**
 * What the user entered, with nothing decided yet. Anything may be of the wrong type, because an expression can give
 * anything; `undefined`, `null` and an empty string mean "not set". Media: a link, a data URL or a `MediaFile`.
 */
export interface VideoValues extends Partial<Record<MediaName | ParameterName, unknown>> {
	/** What is wanted; without it, the first thing that the model can make. */
	operation?: Operation;
	model: unknown;
	/** How to write the body for a model that the catalogue does not know. */
	dialect?: unknown;
	/** `{ kind, url, voice }` each. */
	references?: unknown;
	/** `{ url, role }` each. */
	referenceImages?: unknown;
	/** The fields in which an expression stands. */
	expressions?: readonly FieldName[];
}

export type FieldName = Exclude<keyof VideoValues, 'operation' | 'expressions'>;

/** The fields by the names that the editor shows; messages use them. */
export const fieldNames = {
	model: 'Model',
	dialect: 'Body Dialect',
	references: 'References',
	referenceImages: 'Reference Images',
	...Object.fromEntries(mediaNames.map((name) => [name, mediaInputs[name].label])),
	...Object.fromEntries(parameterNames.map((name) => [name, parameterOf(name).label])),
} as Readonly<Record<FieldName, string>>;

/** Fields whose files come from a binary field of another name. */
const fileFieldNames: Partial<Record<FieldName, string>> = { audioUrl: 'Audio Field' };

/** The field in which the editor has this value. */
export function fieldNameOf(field: FieldName, value: unknown): string {
	const isBinaryField = value instanceof MediaFile && !value.isDataUrl;
	return (isBinaryField && fileFieldNames[field]) || fieldNames[field];
}

/** A value as a message may show it: short, and never a data URL. */
export function formatValue(value: unknown): string {
	const text = typeof value === 'string' ? value : asText(value);
	if (/^\s*data:/i.test(text)) return 'a data URL';
	const shown = redact(text.slice(0, 1000));
	return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
}

/** `a, b or c`. */
export function joinOr(values: readonly (string | number)[]): string {
	if (values.length < 2) return values.join('');
	return `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}

/** `2 to 15`; without one of the limits `2 or more` or `up to 15`. */
export function formatRange(min: number, max: number): string {
	if (!Number.isFinite(max)) return `${min} or more`;
	return min > 0 ? `${min} to ${max}` : `up to ${max}`;
}

/** ` from -1 to 15` behind "a number"; nothing for a model that nobody knows, which has no limits. */
export function formatLimits(min: number, max: number): string {
	if (max >= Number.MAX_SAFE_INTEGER) return Number.isFinite(min) ? ` ${min} or more` : '';
	return ` from ${min} to ${max}`;
}

function asText(value: unknown): string {
	// NaN and Infinity have no JSON but null.
	if (typeof value === 'number') return String(value);
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		// Big integers and objects that hold themselves have no JSON.
		return String(value);
	}
}

/** A value that the model does not take. Nothing was sent and nothing was paid. */
export interface Problem extends FaultText {
	field: string;
}
