import { failed, type Outcome, succeeded } from '../base/result';
import { type MediaFile, toDataUrl, unreadable } from '../media/file';
import { buildRequest } from '../request/body';
import { type OutgoingFile, outgoingFiles } from '../request/delivery';
import type { CheckedVideo } from '../request/validate';
import type { StudioClient } from '../studio/client';
import type { CreateRequest } from '../studio/createRequest';
import type { TemporaryStorage } from '../transfer/upload';
import type { SendFile } from './job';

/** Sends an item's files one after another and writes the create call with their links. */
export async function sendFilesOf(video: CheckedVideo, send: SendFile): Promise<Outcome<CreateRequest>> {
	const links = new Map<MediaFile, string>();
	for (const outgoing of outgoingFiles(video)) {
		const link = await send(outgoing);
		if (!link.ok) return link;
		links.set(outgoing.file, link.value);
	}
	return succeeded(buildRequest(video, (file) => links.get(file) ?? ''));
}

/** Lets the service look at the portrait, where the user wants that. A file is uploaded once more for it. */
export async function checkPortraitOf(
	video: CheckedVideo,
	send: SendFile,
	client: StudioClient,
): Promise<Outcome<true>> {
	const { portraitCheck } = video.model;
	const { portrait } = video;
	if (!video.checkPortrait || !portraitCheck || portrait === undefined) return succeeded(true);
	const link =
		typeof portrait === 'string'
			? succeeded(portrait)
			: await send({ file: portrait, route: 'upload', model: portraitCheck.model });
	return link.ok ? await client.checkPortrait(portraitCheck, link.value) : link;
}

/** Brings one file to the service by its route. Never throws. @param deadline milliseconds since the epoch */
export async function sendFile(
	{ file, route, model }: OutgoingFile,
	deadline: number,
	storage: TemporaryStorage,
): Promise<Outcome<string>> {
	if (route === 'data URL') {
		try {
			return succeeded(await toDataUrl(file));
		} catch (error) {
			return failed({ ...unreadable(error), model });
		}
	}
	const { bytes, fingerprint, mimeType, extension } = file;
	return await storage.upload(
		{ bytes, fingerprint, mimeType, extension, open: async () => await file.open() },
		model,
		deadline,
	);
}
