import { readBoolean, readChoice, readNumber, readText, type Reading } from '../../nodes/core/base/coerce';

const empty: Reading<never> = { kind: 'empty' };
const unreadable: Reading<never> = { kind: 'unreadable' };
const value = <T>(read: T): Reading<T> => ({ kind: 'value', value: read });

const nothing = [undefined, null, '', ' ', '\n\t', '\u00a0', '\u200b', '\ufeff '];

describe('A switch', () => {
	test.each([true, 'true', 'TRUE', ' True ', 'yes', 'Yes', 'y', 'on', 'ON', '1', 1])(
		'%j is on',
		(written) => {
			expect(readBoolean(written)).toEqual(value(true));
		},
	);
	test.each([false, 'false', 'False', 'FALSE\n', 'no', 'NO', 'n', 'off', '0', 0])('%j is off', (written) => {
		expect(readBoolean(written)).toEqual(value(false));
	});
	test.each(nothing)('%j is nothing', (written) => expect(readBoolean(written)).toEqual(empty));
	test.each(['maybe', 'truee', '2', 2, -1, {}, [], [true], NaN])('%j is unreadable', (written) => {
		expect(readBoolean(written)).toEqual(unreadable);
	});
});

describe('A number', () => {
	test.each([
		[5, 5],
		['5', 5],
		[' 5 ', 5],
		['5.0', 5],
		['+5', 5],
		['.5', 0.5],
		['5.', 5],
		['-3', -3],
		[-0, 0],
		['-0', 0],
		['007', 7],
		['５', 5],
		['－１．５', -1.5],
	])('%j is %d', (written, read) => expect(readNumber(written)).toEqual(value(read)));
	test.each(nothing)('%j is nothing', (written) => expect(readNumber(written)).toEqual(empty));
	test.each([
		'0x10',
		'1e3',
		'1,5',
		'1.500,0',
		'five',
		'5 6',
		'5²',
		'½',
		Infinity,
		NaN,
		'NaN',
		true,
		{},
		[5],
		5n,
	])('%p is unreadable', (written) => expect(readNumber(written)).toEqual(unreadable));
});

describe('A text', () => {
	test.each([
		['a cat', 'a cat'],
		[' kept as it is ', ' kept as it is '],
		[42, '42'],
		[true, 'true'],
		['half \ud83d of it', 'half  of it'],
		['whole \ud83d\ude00', 'whole \ud83d\ude00'],
	])('%j is %j', (written, read) => expect(readText(written)).toEqual(value(read)));
	test.each(nothing)('%j is nothing', (written) => expect(readText(written)).toEqual(empty));
	test.each([{}, [], ['a'], NaN, Infinity])('%j is unreadable', (written) =>
		expect(readText(written)).toEqual(unreadable),
	);
});

describe('A choice', () => {
	const options = ['720P', '1080P', 'multi'] as const;
	test.each([
		['720P', '720P'],
		['720p', '720P'],
		['1080P ', '1080P'],
		['Multi', 'multi'],
	])('%j is %j', (written, read) => expect(readChoice(written, options)).toEqual(value(read)));
	test.each(nothing)('%j is nothing', (written) => expect(readChoice(written, options)).toEqual(empty));
	test.each(['720', '4K', {}, true])('%j is unreadable', (written) => {
		expect(readChoice(written, options)).toEqual(unreadable);
	});
});
