/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';

const chromiumArguments = [
	'--no-sandbox',
	'--disable-gpu',
	'--no-first-run',
	'--autoplay-policy=no-user-gesture-required',
];

export interface Shown {
	/** What the browser takes the film's length for, and where it stood at its end. Seconds. */
	duration: number;
	currentTime: number;
	/** Red, green and blue in the corner of the picture, in the middle of the second clip. */
	corner: number[];
}

/** Plays a film in Chromium from its beginning to its end. @param screenshot the file for a picture of `middle` (seconds) */
export async function play(film: Buffer, middle: number, screenshot: string): Promise<Shown> {
	const server = createServer((request, response) => {
		const isFilm = request.url === '/film.mp4';
		const [, from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
		if (!isFilm) return response.setHeader('Content-Type', 'text/html').end(PAGE);
		const [first, last] = [Number(from ?? 0), to ? Number(to) : film.length - 1];
		response.writeHead(from === undefined ? 200 : 206, {
			'Content-Type': 'video/mp4',
			'Accept-Ranges': 'bytes',
			'Content-Length': last + 1 - first,
			...(from !== undefined && { 'Content-Range': `bytes ${first}-${last}/${film.length}` }),
		});
		return response.end(film.subarray(first, last + 1));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const executablePath = process.env.WAN_CHROMIUM ?? '/usr/bin/chromium';
	const browser = await chromium.launch({ executablePath, args: chromiumArguments });
	try {
		const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
		await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
		const corner = (await page.evaluate(`playTo(${middle})`)) as number[];
		await page.screenshot({ path: screenshot });
		return { corner, ...((await page.evaluate('playOn()')) as Omit<Shown, 'corner'>) };
	} finally {
		await browser.close();
		server.closeAllConnections();
		server.close();
	}
}

const PAGE = `<!doctype html><style>body { margin: 0 } video { width: 100vw; height: 100vh }</style>
<video src="/film.mp4" muted></video>
<script>
	const video = document.querySelector('video');
	const failed = new Promise((_, reject) => video.addEventListener('error', () => reject(new Error(video.error.message))));
	function playTo(seconds) {
		const there = new Promise((resolve) => {
			const look = () => {
				if (video.currentTime < seconds) return video.requestVideoFrameCallback(look);
				video.pause();
				const canvas = document.createElement('canvas');
				canvas.width = video.videoWidth;
				canvas.height = video.videoHeight;
				const context = canvas.getContext('2d');
				context.drawImage(video, 0, 0);
				resolve([...context.getImageData(64, 64, 1, 1).data].slice(0, 3));
			};
			video.requestVideoFrameCallback(look);
			video.play();
		});
		return Promise.race([there, failed]);
	}
	function playOn() {
		const ended = new Promise((resolve) => video.addEventListener('ended', resolve, { once: true }));
		video.play();
		return Promise.race([ended, failed]).then(() => ({ duration: video.duration, currentTime: video.currentTime }));
	}
</script>`;
