/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

import { tapMediaInfo } from '../../nodes/core/media/tap';
import { probe } from '../../nodes/core/media/probe';

const film = path.resolve(__dirname, '../fixtures/video/sound-5s.mp4');
const bytes = readFileSync(film);
const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-passing-'));
const facts = probe(bytes);

afterAll(() => rmSync(folder, { recursive: true }));

/** How n8n's stores take a stream, and some other ways. */
const takers: Record<string, (body: Readable) => Promise<Buffer>> = {
	'by its data events': async (body) =>
		await new Promise((resolve, reject) => {
			const parts: Buffer[] = [];
			body.on('data', (part: Buffer) => parts.push(part));
			body.once('end', () => resolve(Buffer.concat(parts)));
			body.once('error', reject);
		}),
	'into a file': async (body) => {
		const file = path.join(folder, 'video.mp4');
		await writeFile(file, body);
		return readFileSync(file);
	},
	'through a pipe': async (body) => {
		const through = new PassThrough();
		const [all] = await Promise.all([buffer(through), pipeline(body, through)]);
		return all;
	},
	'after a while': async (body) => {
		await new Promise((resolve) => setImmediate(resolve));
		return await buffer(body);
	},
};

describe.each(Object.keys(takers))('of a stream that is taken %s', (how) => {
	const take = takers[how]!;

	it('nothing is missing, and the facts are those of the whole file', async () => {
		const body = createReadStream(film, { highWaterMark: 1000 });
		const infoOf = tapMediaInfo(body);
		expect((await take(body)).equals(bytes)).toBe(true);
		expect(await infoOf()).toEqual(await facts);
	});

	it('nothing is missing where its first bytes were put back', async () => {
		const body = createReadStream(film, { highWaterMark: 1000 });
		await new Promise<void>((resolve) => {
			body.once('readable', () => {
				body.unshift(body.read(12));
				resolve();
			});
		});
		const infoOf = tapMediaInfo(body);
		expect((await take(body)).equals(bytes)).toBe(true);
		expect(await infoOf()).toEqual(await facts);
	});

	it('a break is for whoever takes it, and not for the onlooker', async () => {
		const body = Readable.from(
			(async function* () {
				yield bytes.subarray(0, 5000);
				await Promise.reject(new Error('cut'));
			})(),
		);
		const infoOf = tapMediaInfo(body);
		await expect(take(body)).rejects.toThrow('cut');
		expect(await infoOf()).toMatchObject({ kind: 'broken' });
	});
});

it('a file of which the beginning tells enough passes to its end', async () => {
	const picture = readFileSync(path.resolve(__dirname, '../fixtures/images/first-frame.jpg'));
	const body = Readable.from([picture, Buffer.alloc(1000), Buffer.alloc(1000)]);
	const infoOf = tapMediaInfo(body);
	expect(await buffer(body)).toHaveLength(picture.length + 2000);
	expect(await infoOf()).toMatchObject({ kind: 'image', format: 'jpeg' });
});
