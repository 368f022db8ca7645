/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { filmBytes } from '../../../nodes/core/film/film';
import { joinClips } from '../../../nodes/core/film/joinClips';
import { filmFixture, sourceOf } from '../../harness/films';
import { withinProcessorTime } from '../../harness/processorTime';
import { seededRandom } from '../../harness/random';

/** Mutated files. More for a long run: FUZZ_RUNS=100000 npx jest test/unit/film/refused */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1000);

const media = (name: string) => readFileSync(path.resolve(__dirname, '../../fixtures/media', name));

async function refusal(
	files: Array<[name: string, bytes: Buffer]>,
	sound: 'keep' | 'none' = 'keep',
): Promise<string> {
	const film = await joinClips({ clips: files.map(([name, bytes]) => sourceOf(bytes, name)), sound });
	if (film.ok) return 'not refused';
	expect(film.fault.description).not.toBe('');
	return film.fault.message;
}
const named = (...names: string[]) => names.map((name): [string, Buffer] => [name, filmFixture(name)]);

describe('Clips that are unlike are refused by name, with what differs', () => {
	it.each([
		[
			['wan-1.mp4', 'upright.mp4'],
			'Clip 2 (upright.mp4) has 72x128 pixels, clip 1 (wan-1.mp4) has 128x72 pixels',
		],
		[
			['wan-1.mp4', 'wan-2.mp4', 'upright.mp4'],
			'Clip 3 (upright.mp4) has 72x128 pixels, the others have 128x72 pixels',
		],
		[
			['upright.mp4', 'wan-1.mp4', 'wan-2.mp4'],
			'Clip 1 (upright.mp4) has 72x128 pixels, the others have 128x72 pixels',
		],
		[['wan-1.mp4', 'hevc-1.mp4'], 'Clip 2 (hevc-1.mp4) has H.265 video, clip 1 (wan-1.mp4) has H.264 video'],
		[
			['wan-1.mp4', 'thirty-1.mp4', 'wan-2.mp4'],
			'Clip 2 (thirty-1.mp4) has 30 frames per second, the others have 16 frames per second',
		],
		[
			['wan-1.mp4', 'baseline.mp4', 'wan-2.mp4'],
			/^Clip 2 \(baseline\.mp4\) has H\.264 Baseline at level 1\.?\d?, the others have H\.264 High at level/,
		],
		[
			['wan-1.mp4', 'other-quality.mp4'],
			'Clip 2 (other-quality.mp4) has other encoder settings (SPS or PPS) than clip 1 (wan-1.mp4) has',
		],
		[
			['wan-1.mp4', 'other-rate.mp4'],
			'Clip 2 (other-rate.mp4) has AAC, 22.05 kHz, stereo sound, clip 1 (wan-1.mp4) has AAC, 44.1 kHz, stereo sound',
		],
		[['wan-1.mp4', 'mp3-sound.mp4'], 'Clip 2 (mp3-sound.mp4) has MP3 sound'],
	])('%j', async (names, message) => {
		const told = await refusal(named(...names));
		if (typeof message === 'string') expect(told).toBe(message);
		else expect(told).toMatch(message);
	});

	it('names no more than three of many', async () => {
		const odd = ['upright.mp4', 'upright.mp4', 'upright.mp4', 'upright.mp4'];
		const told = await refusal(
			named('wan-1.mp4', 'wan-2.mp4', 'wan-3.mp4', 'wan-1.mp4', 'wan-2.mp4', ...odd),
		);
		expect(told).toMatch(/^Clip 6 .*, clip 7 .*, clip 8 .*, 1 more .*, the others have 128x72 pixels$/);
	});

	it('but not for a sound that is left out', async () => {
		expect(await refusal(named('wan-1.mp4', 'other-rate.mp4'), 'none')).toBe('not refused');
		expect(await refusal(named('wan-1.mp4', 'mp3-sound.mp4'), 'none')).toBe('not refused');
	});
});

/** A clip with a change in one of its boxes. */
function changed(box: string, change: (bytes: Buffer, at: number) => void, from = 0): Buffer {
	const bytes = Buffer.from(filmFixture('wan-2.mp4'));
	const at = bytes.indexOf(box, from, 'latin1') + 4;
	expect(at).toBeGreaterThan(4);
	change(bytes, at);
	return bytes;
}

const FOREIGN: Array<[string, Buffer, RegExp]> = [
	['an empty file', Buffer.alloc(0), /is of an unknown format, not an MP4 video/],
	['a text', Buffer.from('Error 403: the link has expired'), /not an MP4 video/],
	['an image', media('baseline.jpg'), /is JPEG, not an MP4 video/],
	['a sound', media('cbr.mp3'), /is MP3, not an MP4 video/],
	['a sound in MP4', media('sound.m4a'), /contains no video/],
	['an AVI', media('sound.avi'), /is AVI/],
	['a WebM', media('picture.webm'), /is WEBM/],
	['fragments', media('fragmented.mp4'), /is a fragmented MP4/],
	['fragments behind a usual header', media('hybrid-fragmented.mp4'), /is a fragmented MP4/],
	['MPEG-4 pictures', media('mpeg4.mp4'), /has mpeg4 video; only H\.264 and H\.265 can be joined/],
	['a file that is cut off', filmFixture('wan-2.mp4').subarray(0, 5000), /is cut off/],
	['a file that is cut off in its header', filmFixture('wan-2.mp4').subarray(0, 900), /is cut off/],
	['nothing but a beginning', filmFixture('wan-2.mp4').subarray(0, 40), /is cut off/],
	[
		'a box that is too long',
		changed('trak', (bytes, at) => bytes.writeUInt32BE(0x7fffffff, at - 8)),
		/damaged/,
	],
	['a box of no length', changed('mdia', (bytes, at) => bytes.writeUInt32BE(4, at - 8)), /damaged/],
	[
		'a million times in one',
		changed('stts', (bytes, at) => bytes.writeUInt32BE(0xfffffff0, at + 8)),
		/is damaged/,
	],
	[
		'a million samples',
		changed('stsz', (bytes, at) => bytes.writeUInt32BE(0xfffffff0, at + 8)),
		/is too long/,
	],
	['samples of no size', changed('stsz', (bytes, at) => bytes.writeUInt32BE(0, at + 12)), /is damaged/],
	[
		'samples outside the file',
		changed('stco', (bytes, at) => bytes.writeUInt32BE(0x7ffffff0, at + 8)),
		/is cut off/,
	],
	[
		'a table that does not begin',
		changed('stsc', (bytes, at) => bytes.writeUInt32BE(2, at + 8)),
		/is damaged/,
	],
	['too many shifts', changed('ctts', (bytes, at) => bytes.writeUInt32BE(99, at + 8)), /is damaged/],
	['no ticks', changed('mdhd', (bytes, at) => bytes.writeUInt32BE(0, at + 12)), /is damaged/],
	[
		'no first key picture',
		changed('stss', (bytes, at) => bytes.writeUInt32BE(2, at + 8)),
		/does not start with a keyframe|damaged/,
	],
	[
		'a part of the pictures',
		changed('elst', (bytes, at) => bytes.writeUInt32BE(200, at + 8)),
		/shows only part of its video/,
	],
	[
		'two speeds',
		changed('elst', (bytes, at) => bytes.writeUInt32BE(0x20000, at + 16)),
		/consists of several parts/,
	],
];

it.each(FOREIGN)('Refuses %s within a second', async (_what, bytes, reason) => {
	const message = await withinProcessorTime(
		1000,
		async () => await refusal([...named('wan-1.mp4'), ['second.mp4', bytes]]),
	);
	expect(message).toMatch(/^Clip 2 \(second\.mp4\) /);
	expect(message).toMatch(reason);
});

it('ends the film with a plain error if a file is shorter than its storage said', async () => {
	const clip = filmFixture('wan-1.mp4');
	const source = sourceOf(clip, 'wan-1.mp4');
	let opened = 0;
	const shrinking = { ...source, open: async () => (++opened > 2 ? clip.subarray(0, 6000) : clip) };
	const film = await joinClips({ clips: [shrinking], sound: 'keep' });
	if (!film.ok) throw new Error(film.fault.message);
	await expect(async () => {
		for await (const piece of filmBytes(film.value)) expect(piece.length).toBeGreaterThan(0);
	}).rejects.toThrow('is cut off');
});

it.each(['wan-1.mp4', 'thirty-1.mp4'])(
	`neither hangs nor crashes on ${RUNS} mutations of %s`,
	async (name) => {
		const random = seededRandom(16);
		const below = (limit: number) => Math.floor(random() * limit);
		const original = filmFixture(name);
		const header = original.indexOf('mdat', 0, 'latin1');
		let refused = 0;
		for (let run = 0; run < RUNS; run++) {
			const bytes = Buffer.from(original);
			for (let changes = 1 + below(6); changes > 0; changes--) {
				const at = below(header);
				if (random() < 0.5) bytes[at] = below(256);
				else bytes.fill([0, 0xff, 0x7f][below(3)] ?? 0, at, at + 1 + below(4));
			}
			const joined = await withinProcessorTime(1000, async () => {
				const film = await joinClips({ clips: [sourceOf(bytes), sourceOf(bytes)], sound: 'keep' });
				if (film.ok) for await (const piece of filmBytes(film.value)) expect(piece.length).toBeGreaterThan(0);
				return film.ok;
			});
			if (!joined) refused++;
		}
		expect(refused).toBeGreaterThan(RUNS / 4);
	},
);
