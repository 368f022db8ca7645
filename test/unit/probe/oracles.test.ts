/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { type MediaInfo, probe } from '../../../nodes/core/media/probe';
import { fixture, fixtureNames, input } from './fixtures';
import { refused, taken } from './tables';

interface ImageSize {
	width: number;
	height: number;
	orientation?: number;
}

interface Words {
	imageMeta: ImageSize | null;
	probeImageSize: ImageSize | null;
	mediabunny: {
		seconds: number;
		width?: number;
		height?: number;
		rotation?: number;
		hasSound: boolean;
	} | null;
}

const inputNames = readdirSync(path.join(__dirname, '../../fixtures/inputs')).filter(
	(name) => !/\.(sh|md|java)$/i.test(name),
);

const files = new Map<string, Uint8Array>([
	...fixtureNames().map((name) => [name, fixture(name)] as const),
	...inputNames.map((name) => [`inputs ${name}`, input(name)] as const),
	...taken.map(([what, file]) => [what, file] as const),
	...refused.map(([what, file]) => [what, file] as const),
]);

/** Where the readers differ, and why ours is right for us. */
const DIFFERENCES: Array<[RegExp, string]> = [
	[/(\.avi|AVI .*): mediabunny reads nothing/, 'mediabunny knows no AVI'],
	[/adpcm\.wav: mediabunny reads nothing/, 'mediabunny knows no ADPCM; ffmpeg and browsers play it'],
	[
		/no-ftyp\.mov: mediabunny reads nothing/,
		'QuickTime before 2001 had no ftyp; QuickTime and ffmpeg play it',
	],
	[/hybrid-fragmented\.mp4: mediabunny says 0\.7 s/, 'It trusts the header, which knows the first part only'],
	[
		/(mpeg25|lame-tagged|lame-vbr)\.mp3: mediabunny says/,
		"It counts the encoder's silence, and the frame of its note; LAME was given 3 and 4 seconds",
	],
	[
		/lengths are 0: |streamed-zero\.wav: /,
		'It takes the zero that a pipe leaves for the length of the sound',
	],
	[/whole length is wrong: /, 'It stops where the header says that the file ends; players read on'],
	[/forgot the byte behind an odd part: /, 'It insists on the byte; ffmpeg looks for the next part'],
	[/cut in its EXIF: probe-image-size reads nothing/, 'All pixels are there, and browsers show them'],
	[/MP3 behind (many )?zeros: /, 'It looks for a frame at the beginning only; players search'],
	[/MP3 of free format/, 'It knows no free format; LAME writes it, and ffmpeg plays it'],
	[/MP4 cut in its|cut in its last samples/, 'It trusts the header and has not looked for the samples'],
	[/film with DRM: mediabunny reads/, 'It reads the header, but nobody can decode the pictures'],
	[
		/WAV without (a tenth|half) of its sound: /,
		'It plays what is there. A file that was cut is not to be paid for',
	],
];

let words: Record<string, Words>;

beforeAll(() => {
	const folder = mkdtempSync(path.join(tmpdir(), 'oracles-'));
	const names = [...files.keys()];
	names.forEach((name, index) => writeFileSync(path.join(folder, String(index)), files.get(name) ?? ''));
	const { stdout, status } = spawnSync(process.execPath, [path.join(__dirname, 'oracles.mjs'), folder], {
		encoding: 'utf8',
		timeout: 100_000,
		maxBuffer: 16 * 1024 * 1024,
	});
	rmSync(folder, { recursive: true });
	expect(status).toBe(0);
	const found = JSON.parse(stdout) as Record<string, Words>;
	words = Object.fromEntries(names.map((name, index) => [name, found[String(index)] as Words]));
});

/** What the other readers say otherwise. */
function differences(info: MediaInfo, { imageMeta, probeImageSize, mediabunny }: Words): string[] {
	const found: string[] = [];
	const isImage = info.kind === 'image';
	for (const [name, size] of [
		['image-meta', imageMeta],
		['probe-image-size', probeImageSize],
	] as const) {
		if (!isImage) continue;
		if (!size) found.push(`${name} reads nothing`);
		else if (size.width !== info.width || size.height !== info.height)
			found.push(`${name} says ${size.width}x${size.height}`);
		else if (size.orientation !== undefined && size.orientation >= 5 !== (info.rotated === true))
			found.push(`${name} says orientation ${size.orientation}`);
	}
	if (info.kind === 'broken' && mediabunny && mediabunny.seconds > 0)
		found.push(`mediabunny reads ${mediabunny.seconds} s`);
	if (info.kind !== 'audio' && info.kind !== 'video') return found;
	if (!mediabunny) return [...found, 'mediabunny reads nothing'];
	if (Math.abs(mediabunny.seconds - info.seconds) > 0.1)
		found.push(`mediabunny says ${mediabunny.seconds} s, not ${info.seconds}`);
	if (info.kind === 'audio') return found;
	if (mediabunny.width !== info.width || mediabunny.height !== info.height)
		found.push(`mediabunny says ${mediabunny.width}x${mediabunny.height}`);
	if (((mediabunny.rotation ?? 0) % 180 === 90) !== (info.rotated === true))
		found.push(`mediabunny says turned by ${mediabunny.rotation}`);
	if (mediabunny.hasSound !== info.hasSound) found.push(`mediabunny says sound: ${mediabunny.hasSound}`);
	return found;
}

test('Other readers say the same of all files, but for what stands here with its reason', async () => {
	const unexplained: string[] = [];
	const used = new Set<RegExp>();
	for (const [name, file] of files) {
		const other = words[name];
		if (!other) throw new Error(`Nobody was asked about ${name}`);
		for (const difference of differences(await probe(file), other)) {
			const told = `${name}: ${difference}`;
			const known = DIFFERENCES.find(([pattern]) => pattern.test(told));
			if (known) used.add(known[0]);
			else unexplained.push(told);
		}
	}
	expect(unexplained).toEqual([]);
	expect(DIFFERENCES.map(([pattern]) => pattern).filter((pattern) => !used.has(pattern))).toEqual([]);
});
