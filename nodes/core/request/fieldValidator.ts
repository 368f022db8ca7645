import { durationLimits } from './durationRules';
import {
	isBlank,
	isWordForNothing,
	readBoolean,
	type Reading,
	readNumber,
	readObject,
	readSeconds,
	readText,
	trimBlanks,
} from '../base/coerce';
import {
	type ChoiceRule,
	type DurationRule,
	nameInRegion,
	type NumberRule,
	type Parameter,
	type ParameterName,
	parameterOf,
	optionsInRegion,
	type Region,
	regionName,
	type ParameterRule,
	type TextRule,
	type WanModel,
} from '../catalogue';
import { readOption, sizesOfShape } from './readOption';
import { regionHint } from './regionHint';
import { ENTER_LINK } from './notALink';
import { ENTER_PAGE, validateMedia, type MediaRule, nameOfInput } from './validateMedia';
import type { MediaInput } from './validatedVideo';
import {
	type FieldName,
	fieldNameOf,
	fieldNames,
	formatLimits,
	joinOr,
	type Problem,
	formatValue,
} from './values';

const NOTHING_CAME = 'Its expression returned nothing.';

/** Checks one field at a time and keeps what it found. */
export class FieldValidator {
	readonly problems: Problem[] = [];
	readonly hints: string[] = [];
	/** The model by the name of the region, as messages call it. */
	readonly name: string;

	/** @param expressions the fields in which an expression stands */
	constructor(
		private readonly model: WanModel,
		private readonly region: Region,
		/** Milliseconds since the epoch. */
		private readonly now: number,
		private readonly expressions: readonly FieldName[] = [],
	) {
		this.name = nameInRegion(model, region);
	}

	/** The value of a parameter, read and checked by its kind. */
	parameter(name: ParameterName, value: unknown, { kind, rule }: ParameterRule): unknown {
		const decidesPrice = parameterOf(name).body?.when === 'always' || name === 'audio';
		if (decidesPrice && isBlank(value)) this.byDefault(name, kind === 'choice' ? rule.default : undefined);
		switch (kind) {
			case 'text':
				return this.text(name, value, rule);
			case 'choice':
				return this.choice(name, value, rule, parameterOf(name).options);
			case 'number':
				return this.number(name, value, rule);
			case 'duration':
				return this.duration(value, rule, false);
			case 'flag':
				return this.read(name, value, readBoolean(value), 'Enter true or false.');
			case 'json':
				return this.read(name, value, readObject(value), 'Enter a JSON object such as {"name": "value"}.');
		}
	}

	/** Over-long text is cut by the service silently: a hint, no refusal. */
	private text(field: FieldName, value: unknown, rule: TextRule): string | undefined {
		if (this.isNoText(field, value)) {
			this.empty(field, rule.required, rule.why ?? `${this.name} needs one.`, { value });
			return undefined;
		}
		const text = this.read(field, value, readText(value), 'Enter text.');
		if (text === undefined) return undefined;
		// What JavaScript writes for an object within a text.
		if (text.includes('[object Object]')) {
			this.hints.push(`${fieldNames[field]} contains [object Object]: its expression returned an object.`);
		}
		// The service counts each Chinese character and each Latin letter as one, so code points, not UTF-16 units.
		const chinese = rule.chineseCountsTwice ? (text.match(/\p{Script=Han}/gu) ?? []).length : 0;
		const characters = [...text].length + chinese;
		if (characters > rule.maxCharacters) {
			const twice = chinese > 0 ? ', Chinese ones counted twice' : '';
			this.hints.push(
				`${fieldNames[field]} has ${characters} characters${twice}. ${this.name} reads the first ${rule.maxCharacters} and cuts the rest.`,
			);
		}
		return text;
	}

	/** Whether there is no text, or an expression gives only the word for nothing or for a formula that failed. */
	private isNoText(field: FieldName, value: unknown): boolean {
		const text = readText(value);
		if (text.kind !== 'value') return text.kind === 'empty';
		return this.expressions.includes(field) && isWordForNothing(text.value);
	}

	private choice<T extends string>(
		field: FieldName,
		value: unknown,
		rule: ChoiceRule<T>,
		words?: Parameter['options'],
	): T | undefined {
		if (isBlank(value)) {
			if (rule.required && rule.default === undefined) {
				this.refuse(field, 'is not chosen', `${this.name} accepts ${joinOr(rule.options)}.`);
			}
			return undefined;
		}
		if (this.model.custom) {
			const text = this.read(field, value, readText(value), 'Enter text.');
			return text === undefined ? undefined : (trimBlanks(text) as T);
		}
		const offered = optionsInRegion(rule, this.region);
		const known = readOption(value, rule.options, words);
		if (known && offered.includes(known)) return known;
		const documented = (known && rule.onlyIn?.[known]) ?? [];
		if (known && rule.elsewhereOpen) {
			this.hints.push(...regionHint(`${fieldNames[field]} ${known}`, documented, this.region));
			return known;
		}
		const { size, sizes } = sizesOfShape(value, { ...rule, options: offered });
		const taken = offered.find((option) => option === size);
		if (taken) {
			this.hints.push(`${fieldNames[field]} ${formatValue(value)} was read as ${taken}.`);
			return taken;
		}
		const where = known ? ` (${known} only in ${joinOr(documented.map(regionName))})` : '';
		const fitting = sizes.length > 0 ? ` In this aspect ratio: ${joinOr(sizes)}.` : '';
		const takes = `${this.name} accepts ${joinOr(offered)}${where}.${fitting}`;
		return this.refuse(field, `is ${formatValue(value)}`, takes);
	}

	duration(value: unknown, rule: DurationRule, hasVideo: boolean): number | undefined {
		if (isBlank(value) && (rule.kind === 'range' || rule.kind === 'list'))
			this.byDefault('duration', Number.isNaN(rule.default) ? undefined : `${rule.default} seconds`);
		const { isLegal, takes } = durationLimits(rule, hasVideo);
		const accepts = `${this.name} accepts ${takes}.`;
		const seconds = this.read('duration', value, readSeconds(value), accepts, isLegal) ?? rule.default;
		return Number.isNaN(seconds) ? undefined : seconds;
	}

	private number(field: FieldName, value: unknown, { min, max, whole }: NumberRule): number | undefined {
		const isLegal = (number: number) =>
			(!whole || Number.isInteger(number)) && number >= min && number <= max;
		const takes = `${this.name} accepts ${whole ? 'a whole number' : 'a number'}${formatLimits(min, max)}.`;
		return this.read(field, value, readNumber(value), takes, isLegal);
	}

	/** What was read, or nothing; a value that cannot be read, or is not legal, is refused. */
	private read<T>(
		field: FieldName,
		value: unknown,
		reading: Reading<T>,
		takes: string,
		isLegal: (value: T) => boolean = () => true,
	): T | undefined {
		if (reading.kind === 'empty') return undefined;
		return reading.kind === 'value' && isLegal(reading.value)
			? reading.value
			: this.refuse(field, `is ${formatValue(value)}`, takes);
	}

	/** A default decides length, size and price as well as a value does, so nobody gets one silently. */
	private byDefault(field: FieldName, preset: string | undefined): void {
		if (!this.expressions.includes(field)) return;
		const taken = preset === undefined ? '' : `, ${preset},`;
		this.hints.push(`${fieldNames[field]} is empty. ${NOTHING_CAME} The default${taken} is used.`);
	}

	/** A text or a file that is not there. An expression that came to nothing was meant to give one, so it is not ignored. */
	private empty(
		field: FieldName,
		required: boolean,
		takes: string,
		{ label = fieldNames[field], value }: { label?: string; value?: unknown },
	): void {
		const byExpression = this.expressions.includes(field);
		const found = readText(value).kind === 'empty' ? 'is empty' : `is ${formatValue(value)}`;
		if (required) this.refuse(field, found, byExpression ? `${takes} ${NOTHING_CAME}` : takes, label);
		else if (byExpression) {
			const refuse =
				field === 'prompt' ? ` To refuse such items, set Options: ${fieldNames.refuseEmptyPrompt}.` : '';
			this.hints.push(`${label} ${found}. ${NOTHING_CAME} The video is made without it.${refuse}`);
		}
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
		if (isBlank(value)) {
			const takes = media.mediaKind === 'link' ? ENTER_PAGE : ENTER_LINK;
			this.empty(field, required, takes, { label: name });
			return undefined;
		}
		const found = validateMedia(value, media, { model: this.name, region: this.region, now: this.now });
		const named = nameOfInput(name, value);
		if (!found.ok) return this.refuse(field, found.fault.message, found.fault.description, named);
		this.hints.push(...found.value.hints.map((hint) => named + hint));
		return found.value.input;
	}

	/** A field of another model is not sent. It can only be set where the model comes from an expression. */
	ignored(field: FieldName, value: unknown): undefined {
		if (!isBlank(value))
			this.hints.push(
				`${nameOfInput(fieldNameOf(field, value), value)} is set, but ${this.name} does not have it, so it was not sent.`,
			);
		return undefined;
	}

	refuse(field: FieldName, found: string, takes: string, label: string = fieldNames[field]): undefined {
		this.problems.push({ field: label, message: `${label} ${found}`, description: takes });
		return undefined;
	}
}
