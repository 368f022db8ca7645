import type { Region } from './regions';

/** What a model takes as the value of a parameter. */

/** One of several values; the first-class citizen of dropdowns. */
export interface ChoiceRule<T extends string> {
	options: readonly T[];
	/** What the service takes when nothing is sent; left out where that depends on the input. */
	default?: T;
	/** Options that only some regions offer; an option that is not named here is offered in every region. */
	onlyIn?: Partial<Record<T, readonly Region[]>>;
	/** No document says that the other regions do not have them. */
	elsewhereOpen?: true;
	/** Whether the service insists on a value. */
	required?: boolean;
}

/**
 * Whole seconds. `fixed`: the model takes no `duration` and always makes this length. `input`: as long as the input.
 * `also`: one more number with a meaning of its own, in words.
 */
export type DurationRule =
	| {
			kind: 'range';
			min: number;
			max: number;
			default: number;
			also?: { value: number; meaning: string };
			/** Longest output when there is a reference video. */
			maxWithVideo?: number;
			/** Input videos and output together. */
			maxTotal?: number;
	  }
	| { kind: 'list'; options: readonly number[]; default: number }
	| { kind: 'fixed'; default: number }
	| { kind: 'input'; default?: undefined };

export interface NumberRule {
	min: number;
	max: number;
	default: number;
	whole?: boolean;
}

export interface TextRule {
	required: boolean;
	/** What requires it, as a sentence, where that is not the model. */
	why?: string;
	/** Characters; the service cuts the rest silently. */
	maxCharacters: number;
	/** Whether a Chinese character counts as two. */
	chineseCountsTwice?: true;
}

/** The kinds of parameters, with the rule that a model has for one and the value that comes of it. */
export interface ParameterKinds {
	text: { rule: TextRule; value: string };
	choice: { rule: ChoiceRule<string>; value: string };
	number: { rule: NumberRule; value: number };
	/** Seconds. */
	duration: { rule: DurationRule; value: number };
	/** The rule is whether the model has it, or what the service does without it, where that is not what others do. */
	flag: { rule: boolean | { default: boolean }; value: boolean };
	/** A JSON object; every model has it. */
	json: { rule: true; value: Record<string, unknown> };
}

/** A rule with its kind. */
export type ParameterRule = {
	[K in keyof ParameterKinds]: { kind: K; rule: ParameterKinds[K]['rule'] };
}[keyof ParameterKinds];
