import {
	isBlank,
	readBoolean,
	readChoice,
	type Reading,
	readNumber,
	readText,
	trimBlanks,
} from '../core/base/coerce';
import { err, ok, type Result } from '../core/base/result';
import { formatValue, joinOr, type Problem } from '../core/request/values';
import { problemsToFault } from './nodeErrors';

type Values = Record<string, unknown>;

/** What a number has to be. */
interface NumberLimits {
	/** Inclusive. */
	min: number;
	max?: number;
	whole?: boolean;
	/** What to enter, as a sentence. */
	hint: string;
}

/**
 * Reads settings by one rule. One that nobody has written has its default; one that was written and comes to nothing, or
 * to what it cannot be, is a problem of its item and never the default: that would be the way that pays, waits or asks
 * as nobody wanted.
 */
export class SettingsReader {
	private readonly problems: Problem[] = [];

	/**
	 * @param values what the settings come to
	 * @param written the same before evaluation
	 */
	constructor(
		private readonly values: Values,
		private readonly written: Values = {},
	) {}

	boolean(name: string, field: string, byDefault: boolean): boolean {
		return this.read(name, field, readBoolean, 'Set it to true or false.') ?? byDefault;
	}

	choice<T extends string>(name: string, field: string, options: readonly T[]): T | undefined {
		const hint = `Set it to ${joinOr(options)}.`;
		return this.read(name, field, (value) => readChoice(value, options), hint);
	}

	number(
		name: string,
		field: string,
		{ min, max = Infinity, whole, hint }: NumberLimits,
	): number | undefined {
		const within = (value: unknown): Reading<number> => {
			const reading = readNumber(value);
			if (reading.kind !== 'value') return reading;
			const fits =
				reading.value >= min && reading.value <= max && (!whole || Number.isInteger(reading.value));
			return fits ? reading : { kind: 'unreadable' };
		};
		return this.read(name, field, within, hint);
	}

	/** A text field that is left blank is not set. */
	text(name: string, field: string): string {
		if (isBlank(this.written[name]) && isBlank(this.values[name])) return '';
		return trimBlanks(this.read(name, field, readText, 'Enter text, or remove the option.') ?? '');
	}

	/** The entries of a list, or of a text with commas, as an expression may give it. */
	list<T>(name: string, field: string, readEntry: (entry: unknown) => Reading<T>, description: string): T[] {
		if (!(name in this.values)) return [];
		const value = this.values[name];
		const entries = typeof value === 'string' ? value.split(',') : [value].flat();
		return entries.flatMap((entry) => this.take(field, entry, readEntry, description) ?? []);
	}

	/** The settings, or all that is wrong with them at once. */
	result<T>(settings: T): Result<T> {
		return this.problems.length > 0 ? err(problemsToFault(this.problems)) : ok(settings);
	}

	/** A setting of another kind. @param description what to do where it cannot be read */
	read<T>(
		name: string,
		field: string,
		readValue: (value: unknown) => Reading<T>,
		description: string,
	): T | undefined {
		if (!(name in this.values) && this.written[name] === undefined) return undefined;
		return this.take(field, this.values[name], readValue, description);
	}

	private take<T>(
		field: string,
		value: unknown,
		readValue: (value: unknown) => Reading<T>,
		description: string,
	): T | undefined {
		const reading = readValue(value);
		if (reading.kind === 'value') return reading.value;
		const message = `${field} is ${isBlank(value) ? 'empty' : formatValue(value)}`;
		this.problems.push({ field, message, description });
		return undefined;
	}
}

/** The values that are set, for settings of which an empty one says the same as none. */
export function withoutBlanks(values: Values): Values {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => !isBlank(value)));
}
