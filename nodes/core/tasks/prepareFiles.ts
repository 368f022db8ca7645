import { err, type Result, ok } from '../base/result';
import { type MediaFile, toDataUrl, fileReadFault } from '../media/file';
import { buildRequest } from '../request/body';
import { type FileToSend, filesToSend } from '../request/delivery';
import type { ValidatedVideo } from '../request/validate';
import type { CreateRequest } from '../studio/createRequest';
import type { TemporaryStorage } from '../transfer/temporaryStorage';
import type { SendFile } from './job';

/** Sends an item's files one after another and writes the create call with their links. */
export async function sendFilesOf(video: ValidatedVideo, send: SendFile): Promise<Result<CreateRequest>> {
	const links = new Map<MediaFile, string>();
	for (const outgoing of filesToSend(video)) {
		const link = await send(outgoing);
		if (!link.ok) return link;
		links.set(outgoing.file, link.value);
	}
	return ok(buildRequest(video, (file) => links.get(file) ?? ''));
}

/** Brings one file to the service by its route. Never throws. @param deadline milliseconds since the epoch */
export async function sendFile(
	{ file, delivery: route, model }: FileToSend,
	deadline: number,
	storage: TemporaryStorage,
): Promise<Result<string>> {
	if (route === 'data URL') {
		try {
			return ok(await toDataUrl(file));
		} catch (error) {
			return err({ ...fileReadFault(error), model });
		}
	}
	const { bytes, fingerprint, mimeType, extension } = file;
	return await storage.upload(
		{ bytes, fingerprint, mimeType, extension, open: async () => await file.open() },
		model,
		deadline,
	);
}
