import { ok, type Result } from '../base/result';
import type { MediaFile } from '../media/file';
import { buildRequest } from '../request/body';
import { filesToSend } from '../request/delivery';
import type { ValidatedVideo } from '../request/validate';
import type { CreateRequest } from '../studio/createRequest';
import { dataUrlOf } from '../studio/requestBody';
import type { SendFile } from './job';

/** Uploads an item's files one after another and writes the create call with their links; images may go inside it. */
export async function sendFilesOf(video: ValidatedVideo, send: SendFile): Promise<Result<CreateRequest>> {
	const links = new Map<MediaFile, string>();
	const inside: MediaFile[] = [];
	for (const outgoing of filesToSend(video)) {
		const { file, delivery } = outgoing;
		if (delivery === 'data URL') {
			inside.push(file);
			links.set(file, dataUrlOf(file));
			continue;
		}
		const link = await send(outgoing);
		if (!link.ok) return link;
		links.set(file, link.value);
	}
	return ok({ ...buildRequest(video, (file) => links.get(file) ?? ''), files: inside });
}
