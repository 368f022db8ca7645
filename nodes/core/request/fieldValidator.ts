import {
	type Choice,
	type Duration,
	nameInRegion,
	type NumberRule,
	type ParameterName,
	optionsInRegion,
	type Region,
	regionName,
	type Rule,
	type TextRule,
	type WanModel,
} from '../catalogue';
import { validateMedia, mediaKindNames, type MediaRule, nameOfInput } from './validateMedia';
import type { MediaInput } from './validatedVideo';
import { type FieldName, fieldNameOf, fieldNames, isSet, joinOr, type Problem, formatValue } from './values';

/** Checks one field at a time and keeps what it found. */
export class FieldValidator {
	readonly problems: Problem[] = [];
	readonly hints: string[] = [];
	/** The model by the name of the region, as messages call it. */
	readonly name: string;

	constructor(
		private readonly model: WanModel,
		private readonly region: Region,
	) {
		this.name = nameInRegion(model, region);
	}

	/** The value of a parameter, read and checked by its kind. */
	parameter(name: ParameterName, value: unknown, { kind, rule }: Rule): unknown {
		switch (kind) {
			case 'text':
				return this.text(name, value, rule);
			case 'choice':
				return this.choice(name, value, rule);
			case 'number':
				return this.number(name, value, rule);
			case 'duration':
				return this.duration(value, rule, false);
			case 'flag':
				return this.flag(name, value);
			case 'json':
				return this.json(name, value);
		}
	}

	/** Over-long text is cut by the service without a word: a hint, no refusal. */
	text(field: FieldName, value: unknown, rule: TextRule): string | undefined {
		if (!isSet(value)) {
			if (rule.required) this.refuse(field, 'is empty', `${this.name} needs one.`);
			return undefined;
		}
		if (typeof value !== 'string') return this.refuse(field, `is ${formatValue(value)}`, 'Enter a text.');
		// The service counts each Chinese character and each Latin letter as one, so code points, not UTF-16 units.
		const characters = [...value].length;
		if (characters > rule.maxCharacters) {
			this.hints.push(
				`${fieldNames[field]} has ${characters} characters. ${this.name} reads the first ${rule.maxCharacters} and cuts the rest.`,
			);
		}
		return value;
	}

	choice<T extends string>(field: FieldName, value: unknown, rule: Choice<T>): T | undefined {
		if (!isSet(value)) {
			if (rule.required && rule.default === undefined) {
				this.refuse(field, 'is not chosen', `${this.name} takes ${joinOr(rule.options)}.`);
			}
			return undefined;
		}
		if (this.model.custom && typeof value === 'string') return value as T;
		const offered = optionsInRegion(rule, this.region);
		const found = offered.find((option) => option === value);
		if (found !== undefined) return found;
		const elsewhere = rule.options.find((option) => option === value);
		const where = elsewhere && rule.onlyIn?.[elsewhere]?.map(regionName);
		return this.refuse(
			field,
			`is ${formatValue(value)}`,
			`${this.name} takes ${joinOr(offered)}${where ? ` (${elsewhere} only in ${joinOr(where)})` : ''}.`,
		);
	}

	duration(value: unknown, rule: Duration, hasVideo: boolean): number | undefined {
		if (!isSet(value)) return Number.isNaN(rule.default) ? undefined : rule.default;
		// An expression often gives a number as text.
		const seconds = typeof value === 'string' ? Number(value) : value;
		const most = rule.kind === 'range' && hasVideo ? (rule.maxWithVideo ?? rule.max) : Infinity;
		if (typeof seconds === 'number' && Number.isInteger(seconds) && fits(seconds, rule) && seconds <= most)
			return seconds;
		this.refuse('duration', `is ${formatValue(value)}`, `${this.name} takes ${takenDuration(rule, most)}.`);
		return rule.default;
	}

	flag(field: FieldName, value: unknown): boolean | undefined {
		if (!isSet(value)) return undefined;
		if (typeof value === 'boolean') return value;
		if (value === 'true' || value === 'false') return value === 'true';
		return this.refuse(field, `is ${formatValue(value)}`, 'Enter true or false.');
	}

	number(field: FieldName, value: unknown, rule: NumberRule): number | undefined {
		if (!isSet(value)) return undefined;
		const number = typeof value === 'string' && value.trim() ? Number(value) : value;
		const legal =
			typeof number === 'number' &&
			Number.isFinite(number) &&
			(!rule.whole || Number.isInteger(number)) &&
			number >= rule.min &&
			number <= rule.max;
		// A zero below zero has no JSON.
		if (legal) return number + 0;
		const kind = rule.whole ? 'a whole number' : 'a number';
		const range =
			rule.max === Number.MAX_SAFE_INTEGER ? `${rule.min} or more` : `from ${rule.min} to ${rule.max}`;
		return this.refuse(field, `is ${formatValue(value)}`, `${this.name} takes ${kind} ${range}.`);
	}

	/**
	 * A link or a file.
	 * @param name what messages call the field, or the entry of a list
	 */
	media(
		field: FieldName,
		value: unknown,
		media: MediaRule,
		{ required = false, name = fieldNameOf(field, value) } = {},
	): MediaInput | undefined {
		if (!isSet(value)) {
			const link = `Enter the link of ${mediaKindNames[media.mediaKind]}`;
			const description = media.mediaKind === 'link' ? `${link}.` : `${link}, or choose a binary field.`;
			if (required) this.refuse(field, 'is empty', description, name);
			return undefined;
		}
		const found = validateMedia(value, media, { model: this.name, region: this.region });
		const named = nameOfInput(name, value);
		if (found.refused) {
			const { found: message, description } = found.refused;
			this.problems.push({ field: fieldNameOf(field, value), message: `${named} ${message}`, description });
			return undefined;
		}
		this.hints.push(...found.hints.map((hint) => named + hint));
		return found.input;
	}

	/** JSON for the body, as text or as an object. */
	json(field: FieldName, value: unknown): Record<string, unknown> | undefined {
		if (!isSet(value)) return undefined;
		const read = typeof value === 'string' ? parse(value) : value;
		if (typeof read === 'object' && read !== null && !Array.isArray(read))
			return read as Record<string, unknown>;
		return this.refuse(field, `is ${formatValue(value)}`, 'Enter a JSON object such as {"name": "value"}.');
	}

	/** A field of another model is not sent. It can only be set where the model comes from an expression. */
	ignored(field: FieldName, value: unknown): undefined {
		if (isSet(value))
			this.hints.push(
				`${nameOfInput(fieldNameOf(field, value), value)} is set, but ${this.name} does not have it, so it was not sent.`,
			);
		return undefined;
	}

	refuse(field: FieldName, found: string, takes: string, label: string = fieldNames[field]): undefined {
		this.problems.push({ field: fieldNames[field], message: `${label} ${found}`, description: takes });
		return undefined;
	}
}

function fits(seconds: number, rule: Duration): boolean {
	switch (rule.kind) {
		case 'range':
			return (seconds >= rule.min && seconds <= rule.max) || seconds === rule.also?.value;
		case 'list':
			return rule.options.includes(seconds);
		case 'fixed':
			return seconds === rule.default;
		case 'input':
			return false;
	}
}

function takenDuration(rule: Duration, most: number): string {
	switch (rule.kind) {
		case 'range': {
			const range = `a whole number of seconds from ${rule.min} to ${Math.min(rule.max, most)}`;
			const video = most < rule.max ? ' with a reference video' : '';
			return `${range}${video}${rule.also ? `, or ${rule.also.value} (${rule.also.meaning})` : ''}`;
		}
		case 'list':
			return `${joinOr(rule.options)} seconds`;
		case 'fixed':
			return `no Duration: its videos are always ${rule.default} seconds long`;
		case 'input':
			return 'no Duration: its videos are as long as the input';
	}
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
