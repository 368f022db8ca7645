/*
 * What people, sheets and language models write, read as what it plainly means. One rule for all fields and options: what
 * plainly means a value is that value, and what cannot be read is `unreadable`, which is never taken for a default.
 */

import { asObject, parseObject } from './json';

/** What a written value comes to. */
export type Reading<T> =
	/** Nothing was written, or an expression came to nothing. */
	| { kind: 'empty' }
	| { kind: 'value'; value: T }
	/** Something was written, and it is no such value. */
	| { kind: 'unreadable' };

const EMPTY = { kind: 'empty' } as const;
const UNREADABLE = { kind: 'unreadable' } as const;

/** Blanks of all kinds, and the invisible characters that come along from web pages and sheets. */
const SURROUNDING_BLANKS = /^[\s\u200b-\u200d\u2060\ufeff]+|[\s\u200b-\u200d\u2060\ufeff]+$/g;

export function trimBlanks(text: string): string {
	return text.replace(SURROUNDING_BLANKS, '');
}

/** Fullwidth letters, digits and signs (U+FF01 to U+FF5E), as Chinese and Japanese keyboards write them, in ASCII. */
export function plainWord(text: string): string {
	return trimBlanks(text).replace(/[\uff01-\uff5e]/g, (wide) =>
		String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
	);
}

/** What programs write for nothing, and sheets for a formula that failed. */
export function isWordForNothing(text: string): boolean {
	const word = trimBlanks(text);
	return /^(null|undefined|none|nan|#(n\/a|ref!|value!|name\?|div\/0!|num!|null!|error!))$/i.test(word);
}

/** A text of which nothing can be seen: blanks, control and format characters, the fillers of Hangul and of Braille. */
const NOTHING_TO_SEE = /^[\s\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]*$/u;

/** Whether there is nothing to read: no value, or a text of which nothing can be seen. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && NOTHING_TO_SEE.test(value));
}

/** A switch: `true`, `"TRUE"`, `"yes"`, `1`, `"off"` and so on. */
export function readBoolean(value: unknown): Reading<boolean> {
	if (isBlank(value)) return EMPTY;
	if (typeof value === 'boolean') return { kind: 'value', value };
	if (typeof value !== 'string' && typeof value !== 'number') return UNREADABLE;
	const word = plainWord(String(value));
	if (/^(true|yes|y|on|1)$/i.test(word)) return { kind: 'value', value: true };
	return /^(false|no|n|off|0)$/i.test(word) ? { kind: 'value', value: false } : UNREADABLE;
}

/**
 * A number in plain decimal digits: `5`, `" 5 "`, `"5.0"`, `"-3"`. Neither `"0x10"` nor `"1e3"`: who writes those into a
 * sheet means something else (a colour, an ID). No thousands separators, since `1,500` is two numbers in half the world.
 */
export function readNumber(value: unknown): Reading<number> {
	if (isBlank(value)) return EMPTY;
	if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plainWord(value))) {
		return readNumber(Number(plainWord(value)));
	}
	if (typeof value !== 'number' || !Number.isFinite(value)) return UNREADABLE;
	// A zero below zero has no JSON.
	return { kind: 'value', value: value + 0 };
}

/** A text; a number or a switch stands for its own writing. Half surrogates, which no service can read, are taken out. */
export function readText(value: unknown): Reading<string> {
	if (isBlank(value)) return EMPTY;
	if (typeof value === 'number' && !Number.isFinite(value)) return UNREADABLE;
	if (typeof value === 'number' || typeof value === 'boolean') return { kind: 'value', value: String(value) };
	if (typeof value !== 'string') return UNREADABLE;
	const text = value.replace(/\p{Surrogate}/gu, '');
	return isBlank(text) ? EMPTY : { kind: 'value', value: text };
}

/** Seconds, with or without their unit: `5`, `"5.0"`, `"5s"`, `"5 seconds"`, `"5秒"`. */
export function readSeconds(value: unknown): Reading<number> {
	const unit = /(\d)\s*(s(ec(ond)?s?)?\.?|秒)$/i;
	return readNumber(typeof value === 'string' ? plainWord(value).replace(unit, '$1') : value);
}

/** An object, or the JSON of one. Half surrogates are taken out of its names and texts. */
export function readObject(value: unknown): Reading<Record<string, unknown>> {
	if (isBlank(value)) return EMPTY;
	const object = typeof value === 'string' ? parseObject(value) : asObject(value);
	const text = object && jsonOf(object);
	// JSON.stringify escapes half surrogates and nothing else of that range.
	const clean = text?.replace(/\\(?:(ud[89a-f][\da-f]{2})|.)/g, (escape, half) => (half ? '' : escape));
	const read = clean === undefined ? undefined : parseObject(clean);
	return read ? { kind: 'value', value: read } : UNREADABLE;
}

function jsonOf(object: object): string | undefined {
	try {
		return JSON.stringify(object);
	} catch {
		// Big integers and objects that hold themselves.
		return undefined;
	}
}

/** One of a list of words, whatever its case and the blanks around it. */
export function readChoice<T extends string>(value: unknown, options: readonly T[]): Reading<T> {
	if (isBlank(value)) return EMPTY;
	if (typeof value !== 'string' && typeof value !== 'number') return UNREADABLE;
	const wanted = plainWord(String(value)).toLowerCase();
	const found = options.find((option) => option.toLowerCase() === wanted);
	return found === undefined ? UNREADABLE : { kind: 'value', value: found };
}
