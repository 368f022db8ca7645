import { mediaNames } from '../catalogue';
import { isDataUrl, openDataUrl } from '../media/dataUrl';
import type { VideoValues } from './values';

/**
 * Probes the files of all data URLs, so that they are checked, corrected and sent like files of a binary field. One
 * that cannot be read stays as it is; the check says what is wrong with it.
 */
export async function openDataUrls(values: VideoValues): Promise<VideoValues> {
	const opened = { ...values };
	for (const name of mediaNames) {
		if (isDataUrl(values[name])) opened[name] = await open(values[name]);
	}
	for (const name of ['references', 'referenceImages'] as const) {
		const list = values[name];
		if (Array.isArray(list)) opened[name] = await Promise.all(list.map(openEntry));
	}
	return opened;
}

/** An entry of a list: a link, or an object with `url` and perhaps `voice`. */
async function openEntry(entry: unknown): Promise<unknown> {
	if (isDataUrl(entry)) return { url: await open(entry) };
	if (typeof entry !== 'object' || entry === null) return entry;
	const { url, voice } = entry as { url?: unknown; voice?: unknown };
	return {
		...entry,
		...(isDataUrl(url) && { url: await open(url) }),
		...(isDataUrl(voice) && { voice: await open(voice) }),
	};
}

async function open(value: unknown): Promise<unknown> {
	return isDataUrl(value) ? ((await openDataUrl(value)) ?? value) : value;
}
