import { plainWord, readText } from '../base/coerce';
import { type ChoiceRule, type Parameter, tierOfSize } from '../catalogue';

/** The option that a value plainly means, if it does: its value or its name in the editor, in any common spelling. */
export function readOption<T extends string>(
	value: unknown,
	options: readonly T[],
	words: Parameter['options'] = {},
): T | undefined {
	const text = readText(value);
	if (text.kind !== 'value' || typeof value === 'boolean') return undefined;
	const wanted = spelling(text.value);
	return (
		options.find((option) => spelling(option) === wanted) ??
		options.find((option) => spelling(words[option]?.name ?? option) === wanted)
	);
}

/**
 * The same for all spellings of a value: `720p`, ` 720P ` and `720`; `1280x720`, `1280 × 720 px` and `1280*720`;
 * `Image Reference` and `image_reference`; also `16:09:00`, which sheets make of `16:9`.
 */
function spelling(text: string): string {
	const plain = plainWord(text)
		.toLowerCase()
		.replace(/[\s_-]+/g, '');
	const shape = shapeOf(plain);
	return shape ? shape.join('*') : plain.replace(/^(\d+)p$/, '$1');
}

/** Width and height, or the two sides of a ratio. */
function shapeOf(text: string): [number, number] | undefined {
	const [, width, height] =
		/^(\d+)[x×*:/](\d+)(?:px|:00)?$/.exec(text.replace(/\s/g, '').toLowerCase()) ?? [];
	return width && height ? [Number(width), Number(height)] : undefined;
}

/** Published sizes of 4:3 and 16:9 differ from them by up to 3 percent. */
const SHAPE_TOLERANCE = 0.03;

/**
 * The sizes that have the shape of a value that is none of them.
 * @returns `size`: for a ratio, the one of the tier that the model makes by default; pixels stand for themselves only
 */
export function sizesOfShape(
	value: unknown,
	{ options, default: preset }: ChoiceRule<string>,
): {
	size?: string;
	sizes: string[];
} {
	const shape = typeof value === 'string' ? shapeOf(plainWord(value)) : undefined;
	if (!shape || !shape.every(Boolean)) return { sizes: [] };
	const ratio = ([width, height]: [number, number]) => width / height;
	const distance = (size: string) => Math.abs(ratio(shapeOf(size) ?? [0, 1]) / ratio(shape) - 1);
	const sizes = options
		.filter((size) => tierOfSize(size) !== undefined && distance(size) <= SHAPE_TOLERANCE)
		.sort((one, other) => distance(one) - distance(other));
	const isRatio = Math.max(...shape) < 100;
	return { sizes, size: isRatio ? sizes.find((size) => tierOfSize(size) === tierOfSize(preset)) : undefined };
}
