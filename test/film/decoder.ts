/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';

/* Debian's ffmpeg as a judge: it has nothing in common with the code that joins. */

/** @throws an Error with what it said when it fails, or when it says anything at all at the level `error` */
export async function ffmpeg(...args: string[]): Promise<Buffer> {
	const all = ['-hide_banner', '-nostdin', '-v', 'error', ...args];
	const child = spawn('ffmpeg', all, { stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	const [out, said, code] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
	if (code !== 0 || said.length > 0)
		throw new Error(`ffmpeg ${args.join(' ')}: ${code}, ${said.toString().slice(0, 1000)}`);
	return out;
}

export interface ClipPlan {
	size: string;
	rate: number;
	/** Seconds of pictures, and of sound if there is any. */
	pictures: number;
	sound?: number;
	sampleRate?: number;
	channels?: number;
	/** Fills a square in the corner by which the clip is known again. */
	colour?: string;
}

/** Seconds after the beginning of a clip at which a beep of 50 milliseconds begins. */
export const BEEP = 0.5;

/** A clip in the form of Wan's, as other encoders make it: H.264 with B-frames, AAC. */
export async function makeClip(file: string, plan: ClipPlan): Promise<void> {
	const { size, rate, pictures, sound, sampleRate = 48_000, channels = 2, colour = 'red' } = plan;
	const picture = `testsrc2=size=${size}:rate=${rate}:duration=${pictures},drawbox=x=0:y=0:w=128:h=128:color=${colour}:t=fill`;
	const beep = `aevalsrc=if(between(t\\,${BEEP}\\,${BEEP + 0.05})\\,0.8*sin(2*PI*1000*t)\\,0):s=${sampleRate}:d=${sound}`;
	await ffmpeg(
		...['-y', '-f', 'lavfi', '-i', picture, ...(sound ? ['-f', 'lavfi', '-i', beep] : [])],
		...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-bf', '3', '-pix_fmt', 'yuv420p'],
		...(sound ? ['-c:a', 'aac', '-b:a', '96k', '-ac', String(channels)] : []),
		file,
	);
}

/** The MD5 of every picture as decoded, in the order in which they are shown. */
export async function picturesOf(file: string): Promise<string[]> {
	const lines = (
		await ffmpeg('-i', file, '-map', '0:v', '-fps_mode', 'passthrough', '-f', 'framemd5', '-')
	).toString();
	return lines
		.split('\n')
		.filter((line) => line !== '' && !line.startsWith('#'))
		.map((line) => line.split(',').at(-1)?.trim() ?? '');
}

export interface Heard {
	seconds: number;
	/** Seconds at which beeps begin. */
	beeps: number[];
}

const RATE = 48_000;
const LOUD = 6000;

export async function listen(file: string): Promise<Heard> {
	const bytes = await ffmpeg('-i', file, '-map', '0:a', '-ac', '1', '-ar', String(RATE), '-f', 's16le', '-');
	const beeps: number[] = [];
	let last = -RATE;
	for (let sample = 0; sample < bytes.length / 2; sample++) {
		if (Math.abs(bytes.readInt16LE(sample * 2)) < LOUD) continue;
		if (sample - last > RATE / 4) beeps.push(sample / RATE);
		last = sample;
	}
	return { seconds: bytes.length / 2 / RATE, beeps };
}
