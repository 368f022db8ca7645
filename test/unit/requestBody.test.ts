/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import fc from 'fast-check';

import { MediaFile } from '../../nodes/core/media/file';
import { dataUrlOf, encodeBody } from '../../nodes/core/studio/requestBody';

const facts = {
	kind: 'image',
	format: 'png',
	mimeType: 'image/png',
	width: 300,
	height: 300,
	alpha: false,
} as const;
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** @param pieceBytes how much its storage gives at once; without it all at once */
function fileOf(bytes: Buffer, pieceBytes?: number, checked = bytes): MediaFile {
	function* pieces() {
		for (let at = 0; at < bytes.length; at += pieceBytes ?? 1)
			yield bytes.subarray(at, at + (pieceBytes ?? 1));
	}
	const open = async () => (pieceBytes ? Readable.from(pieces(), { objectMode: false }) : bytes);
	return new MediaFile({ open }, facts, checked.length, hashOf(checked));
}

const textOf = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`;
const call = (body: Record<string, unknown>, files?: MediaFile[]) => ({
	path: '/x',
	headers: {},
	body,
	files,
});

test('A body without files is sent as it is', async () => {
	const body = { model: 'wan', input: {} };
	expect(await encodeBody(call(body))).toBe(body);
	expect(await encodeBody(call(body, []))).toBe(body);
});

test('Files stand in the JSON as data URLs to the last byte, whatever their sizes, pieces and neighbours', async () => {
	const content = fc.uint8Array({ minLength: 1, maxLength: 3_000 }).map((bytes) => Buffer.from(bytes));
	const file = fc.record({
		content,
		pieceBytes: fc.option(fc.integer({ min: 1, max: 900 }), { nil: undefined }),
	});
	await fc.assert(
		fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), fc.string(), async (all, prompt) => {
			const files = all.map(({ content: bytes, pieceBytes }) => fileOf(bytes, pieceBytes));
			const body = (links: string[]) => ({ prompt, first: links[0], again: links[0], references: links });
			const sent = await encodeBody(call(body(files.map(dataUrlOf)), files));
			expect(String(sent)).toBe(JSON.stringify(body(all.map(({ content: bytes }) => textOf(bytes)))));
		}),
		{ numRuns: 200 },
	);
});

test('Large files, too', async () => {
	const bytes = Buffer.alloc(1_000_003, 'wan');
	for (const pieceBytes of [undefined, 65_536]) {
		const file = fileOf(bytes, pieceBytes);
		const sent = await encodeBody(call({ image: dataUrlOf(file) }, [file]));
		expect(String(sent) === JSON.stringify({ image: textOf(bytes) })).toBe(true);
	}
});

test.each([
	['shorter', 90],
	['longer', 110],
])('A file that has become %s since it was checked is not sent', async (_what, length) => {
	const file = fileOf(Buffer.alloc(length), 16, Buffer.alloc(100));
	await expect(encodeBody(call({ image: dataUrlOf(file) }, [file]))).rejects.toThrow('has changed');
});

test('What the storage throws comes through', async () => {
	const open = async () => await Promise.reject(new Error('gone'));
	const file = new MediaFile({ open }, facts, 100, 'f');
	await expect(encodeBody(call({ image: dataUrlOf(file) }, [file]))).rejects.toThrow('gone');
});
