import type { ReferenceKind } from '../../nodes/core/catalogue';
import { referenceHints } from '../../nodes/core/request/referenceNames';

const kinds: ReferenceKind[] = ['image', 'video', 'image', 'audio', 'link'];

test('Wan 2.6 counts all references together', () => {
	expect(referenceHints('A cat', ['image', 'video', 'image'], 'character1', 'a model')).toEqual([
		expect.stringMatching(/ character1, character2, character3\. The/),
	]);
});

test('Wan 2.7 and later count each kind by itself; a web page has no name', () => {
	expect(referenceHints('A cat', kinds, 'Image 1', 'a model')).toEqual([
		expect.stringMatching(/ Image 1, Video 1, Image 2, Audio 1\. The/),
	]);
});

describe('A prompt that goes with its references gets no hint', () => {
	test.each([
		['Image 1 dances with Image 2', ['image', 'image'], 'Image 1'],
		['image1 dances', ['image', 'image'], 'Image 1'],
		['VIDEO 1 shows it', ['video'], 'Image 1'],
		['图1在视频1里跳舞', ['image', 'video'], 'Image 1'],
		['图片2跳舞', ['image', 'image'], 'Image 1'],
		['图 2 跳舞', ['image', 'image'], 'Image 1'],
		['character1 waves at character2', ['image', 'video'], 'character1'],
		['Character 1 waves', ['image'], 'character1'],
		['', ['image'], 'Image 1'],
		['A street', ['link'], 'Image 1'],
	] as Array<[string, ReferenceKind[], 'Image 1' | 'character1']>)('%j', (prompt, of, naming) => {
		expect(referenceHints(prompt, of, naming, 'a model')).toEqual([]);
	});
});

describe('A prompt that does not gets a hint', () => {
	test.each([
		[
			'A cat dances',
			['image'],
			'Image 1',
			/a model calls the References Image 1\. The prompt names none of them/,
		],
		['A cat dances', ['image'], 'character1', /character1.*names none/],
		[
			'Image 3 dances',
			['image', 'image'],
			'Image 1',
			/calls the References Image 1, Image 2\. The prompt names Image 3\./,
		],
		['Video 1 dances', ['image'], 'Image 1', /names Video 1/],
		['character3 waves', ['image', 'image'], 'character1', /names character3/],
		[
			'character1 waves',
			['image'],
			'Image 1',
			/calls the References Image 1\. The prompt names character1\./,
		],
		[
			'Image 1 waves',
			['image'],
			'character1',
			/calls the References character1\. The prompt names Image 1\./,
		],
		['图3跳舞', ['image'], 'Image 1', /names Image 3/],
	] as Array<[string, ReferenceKind[], 'Image 1' | 'character1', RegExp]>)(
		'%j',
		(prompt, of, naming, says) => {
			expect(referenceHints(prompt, of, naming, 'a model')).toEqual([expect.stringMatching(says)]);
		},
	);
});
