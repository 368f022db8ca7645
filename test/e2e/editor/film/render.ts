/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
/* npx tsx test/e2e/editor/film/render.ts: draws sea.html into sea.mp4 and sea.jpg, by Chromium and ffmpeg. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

import { run } from '../../command';
import { temporaryFolder } from '../../ending';

const PICTURES_A_SECOND = 24;
const SECONDS = 5;
/** Second of the scene at which the film begins. */
const BEGIN = 2;

async function render(): Promise<void> {
	const folder = temporaryFolder('film');
	const browser = await chromium.launch({
		executablePath: process.env.WAN_CHROMIUM ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
	});
	const page = await browser.newPage();
	await page.goto(`file://${path.join(__dirname, 'sea.html')}`);
	for (let n = 0; n < SECONDS * PICTURES_A_SECOND; n++) {
		const picture = await page.evaluate<string>(`draw(${BEGIN + n / PICTURES_A_SECOND})`);
		const bytes = Buffer.from(picture.split(',')[1] ?? '', 'base64');
		writeFileSync(path.join(folder, `${String(n).padStart(3, '0')}.jpg`), bytes);
	}
	await browser.close();
	const input = ['-y', '-framerate', String(PICTURES_A_SECOND), '-i', path.join(folder, '%03d.jpg')];
	const video = ['-vf', 'hqdn3d=2:1:3:2', '-c:v', 'libx264', '-preset', 'veryslow', '-crf', '34'];
	const plain = ['-pix_fmt', 'yuv420p', '-movflags', '+faststart'];
	await run('ffmpeg', [...input, ...video, ...plain, 'sea.mp4'], { cwd: __dirname });
	await run('ffmpeg', ['-y', '-i', path.join(folder, '000.jpg'), '-q:v', '5', 'sea.jpg'], { cwd: __dirname });
	rmSync(folder, { recursive: true });
}

void render();
