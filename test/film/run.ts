/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * What decoders and a browser make of films: `npm run test:film`, ten minutes, or a part of it with
 * `-- --only pictures,sounds,browser`. Clips are made by ffmpeg, joined by the code of Video: Join, and judged by ffmpeg
 * and Chromium. It needs Debian's packages `ffmpeg` and `chromium`.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { FilmSource } from '../../nodes/core/film/clip';
import { filmBytes } from '../../nodes/core/film/film';
import { joinClips, type FilmRequest } from '../../nodes/core/film/joinClips';
import { Report } from '../e2e/report';
import { play } from './browser';
import { BEEP, ffmpeg, listen, makeClip, picturesOf, type ClipPlan } from './decoder';

const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-film-'));
const at = (name: string) => path.join(folder, name);

function source(file: string): FilmSource {
	return {
		fileName: path.basename(file),
		bytes: statSync(file).size,
		open: async () => createReadStream(file),
	};
}

async function join(files: string[], sound: FilmRequest['sound'] = 'keep'): Promise<string> {
	const film = await joinClips({ clips: files.map(source), sound });
	if (!film.ok) throw new Error(film.fault.message);
	const target = at('film.mp4');
	await pipeline(Readable.from(filmBytes(film.value), { objectMode: false }), createWriteStream(target));
	return target;
}

function expect(holds: boolean, what: string): void {
	if (!holds) throw new Error(what);
}

/** The film decodes without a word of complaint into the pictures of its clips, one after another. */
async function judgePictures(film: string, clips: string[]): Promise<number> {
	await ffmpeg('-xerror', '-i', film, '-f', 'null', '-');
	const expected = new Map<string, string[]>();
	for (const clip of new Set(clips)) expected.set(clip, await picturesOf(clip));
	const wanted = clips.flatMap((clip) => expected.get(clip) ?? []);
	const pictures = await picturesOf(film);
	expect(pictures.length === wanted.length, `${pictures.length} pictures in place of ${wanted.length}`);
	expect(pictures.join() === wanted.join(), 'the decoded pictures are not those of the clips');
	return pictures.length;
}

/** Milliseconds by which the sound may lie beside its pictures. */
const IN_STEP = 15;

/** Every beep is heard where its clip's pictures want it. @returns the largest distance in milliseconds */
async function judgeSound(
	film: string,
	clips: string[],
	seconds: number,
	sounding: (clip: string) => boolean,
): Promise<number> {
	const { beeps, seconds: heard } = await listen(film);
	const own = new Map<string, number>();
	for (const clip of new Set(clips)) if (sounding(clip)) own.set(clip, (await listen(clip)).beeps[0] ?? NaN);
	const wanted = clips.flatMap((clip, index) =>
		sounding(clip) ? [index * seconds + (own.get(clip) ?? NaN)] : [],
	);
	expect(beeps.length === wanted.length, `${beeps.length} beeps in place of ${wanted.length}`);
	const worst = Math.max(...beeps.map((beep, index) => Math.abs(beep - (wanted[index] ?? NaN)))) * 1000;
	expect(worst <= IN_STEP, `the sound is ${worst.toFixed(1)} ms beside its pictures`);
	expect(Math.abs(heard - clips.length * seconds) < 0.05, `the sound is ${heard} s long`);
	return worst;
}

const COLOURS = ['red', 'lime', 'blue'];

async function make(name: string, plan: ClipPlan): Promise<string[]> {
	const clips = COLOURS.map((colour) => at(`${name}-${colour}.mp4`));
	for (const [index, clip] of clips.entries()) await makeClip(clip, { ...plan, colour: COLOURS[index] });
	return clips;
}

const tenOf = (clips: string[]) =>
	Array.from({ length: 10 }, (_, index) => clips[index % clips.length] ?? '');

const SIZES = { '480P': '832x480', '720P': '1280x720', '1080P': '1920x1080' };

/** Films of all sizes and rates, with the sound of their clips. */
async function pictures(report: Report): Promise<void> {
	for (const [label, size] of Object.entries(SIZES)) {
		for (const rate of [16, 30]) {
			for (const sound of [undefined, 1.08, 0.95]) {
				const sampleRate = rate === 16 ? 44_100 : 48_000;
				const clips = await make('clip', { size, rate, pictures: 1, ...(sound && { sound }), sampleRate });
				const kind = sound ? `sound ${sound > 1 ? '80 ms longer' : '50 ms shorter'}` : 'no sound';
				await report.prove(
					`${label}, ${rate} frames per second, ${kind}: films of 2, 3 and 10 clips`,
					async () => {
						const told: string[] = [];
						for (const files of [clips.slice(0, 2), clips, tenOf(clips)]) {
							const film = await join(files);
							told.push(`${await judgePictures(film, files)} pictures`);
							if (sound) told.push(`${(await judgeSound(film, files, 1, () => true)).toFixed(1)} ms`);
						}
						return told.join(', ');
					},
				);
			}
		}
	}
}

/** Milliseconds of a packet at 44.1 kHz. A bare AAC stream does not tell of its padding, up to one packet each time. */
const PADDING = 1024 / 44.1;

const VOICES = [
	['voice.mp3', 0, '-c:a', 'libmp3lame', '-b:a', '64k'],
	['low.mp3', 0, '-c:a', 'libmp3lame', '-b:a', '32k', '-ar', '22050'],
	['voice.m4a', 0, '-c:a', 'aac'],
	['voice.aac', PADDING, '-c:a', 'aac'],
] as const;

/** Clips without sound among others, and films with another sound track. */
async function sounds(report: Report): Promise<void> {
	const loud = await make('loud', { size: '1280x720', rate: 30, pictures: 2, sound: 2 });
	const silent = await make('silent', { size: '1280x720', rate: 30, pictures: 2 });
	const mixed = [silent[0], loud[1], silent[2], loud[0], loud[2]].map(String);
	await report.prove('Clips without sound among clips with sound are silent', async () => {
		const film = await join(mixed);
		await judgePictures(film, mixed);
		return `${(await judgeSound(film, mixed, 2, (clip) => clip.includes('loud'))).toFixed(1)} ms`;
	});
	const voice = `aevalsrc=if(between(t\\,${BEEP}\\,${BEEP + 0.05})\\,0.8*sin(2*PI*1000*t)\\,0):s=44100:d=3`;
	for (const [name, padding, ...args] of VOICES) {
		await ffmpeg('-y', '-f', 'lavfi', '-i', voice, ...args, at(name));
		for (const repeat of [false, true]) {
			const kind = repeat ? 'repeated' : 'then silence';
			await report.prove(`${name} as the sound of a film of 10 s, ${kind}`, async () => {
				const film = await join(mixed, { source: source(at(name)), repeat });
				await judgePictures(film, mixed);
				const { beeps, seconds } = await listen(film);
				expect(beeps.length === (repeat ? 4 : 1), `${beeps.length} beeps`);
				const off = beeps.map((beep, time) => Math.abs(beep - BEEP - 3 * time) * 1000);
				off.forEach((each, time) =>
					expect(each <= IN_STEP + padding * time, `beep ${time + 1} is ${each} ms from where it belongs`),
				);
				expect(Math.abs(seconds - 10) < 0.05, `the sound is ${seconds} s long`);
				return `${Math.max(...off).toFixed(1)} ms`;
			});
		}
	}
}

async function browser(report: Report): Promise<void> {
	const loud = await make('loud', { size: '1280x720', rate: 30, pictures: 2, sound: 2.08 });
	const silent = await make('silent', { size: '1280x720', rate: 30, pictures: 2 });
	for (const [name, files] of [
		['with sound', loud],
		['without sound', silent],
		['with sound in the second clip only', [silent[0], loud[1], silent[2]].map(String)],
	] as const) {
		await report.prove(`Chromium plays a film ${name} from end to end`, async () => {
			const screenshot = path.join(tmpdir(), `wan-film-${name.replace(/ /g, '-')}.png`);
			const film = await readFile(await join([...files]));
			const { duration, currentTime, corner } = await play(film, 3, screenshot);
			expect(Math.abs(duration - 6) < 0.05, `it takes the film for ${duration} s long`);
			expect(Math.abs(currentTime - duration) < 0.05, `it stopped at ${currentTime} s`);
			const [red = 0, green = 0, blue = 0] = corner;
			expect(green > 200 && red < 60 && blue < 60, `the middle of clip 2 shows ${corner.join()}`);
			return `the middle of clip 2 is in ${screenshot}`;
		});
	}
}

const GROUPS = { pictures, sounds, browser };

async function main(): Promise<number> {
	const report = new Report();
	await ffmpeg('-version').catch(() => {
		throw new Error('This needs ffmpeg: apt-get install ffmpeg');
	});
	const only = process.argv[3]?.split(',') ?? Object.keys(GROUPS);
	for (const [name, group] of Object.entries(GROUPS)) if (only.includes(name)) await group(report);
	console.log(`\n${report.proven} promises hold, ${report.broken.length} are broken.`);
	return report.broken.length;
}

void main()
	.finally(() => rmSync(folder, { recursive: true, force: true }))
	.then(
		(broken) => process.exit(broken > 0 ? 1 : 0),
		(error) => {
			console.error(error instanceof Error ? error.message : error);
			process.exit(1);
		},
	);
