// Asks other people's readers about all files of a folder, and prints what they say as JSON. They run in a process of
// their own: two of them are ES modules, and one is known to hang on damaged files.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { imageMeta } from 'image-meta';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import probeImageSize from 'probe-image-size';

const folder = process.argv[2];
const found = {};

function tried(read) {
	try {
		return read() ?? null;
	} catch {
		return null;
	}
}

async function media(bytes) {
	const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
	const video = await input.getPrimaryVideoTrack();
	const audio = await input.getPrimaryAudioTrack();
	return {
		seconds: await input.computeDuration(),
		...(video && { width: video.codedWidth, height: video.codedHeight, rotation: video.rotation }),
		hasSound: audio !== null,
	};
}

for (const name of readdirSync(folder)) {
	const bytes = readFileSync(path.join(folder, name));
	const late = new Promise((resolve) => setTimeout(resolve, 3000, null).unref());
	found[name] = {
		imageMeta: tried(() => imageMeta(bytes)),
		probeImageSize: tried(() => probeImageSize.sync(bytes)),
		mediabunny: await Promise.race([media(bytes).catch(() => null), late]),
	};
}
console.log(JSON.stringify(found));
process.exit(0);
