import {
	type AudioRule,
	type FileRule,
	hasTemporaryStorage,
	type ImageRule,
	type Region,
	regionName,
	type VideoRule,
} from '../catalogue';
import type { FaultText } from '../base/fault';
import { err, ok, type Result } from '../base/result';
import { decodeDataUrl, isDataUrl } from '../media/dataUrl';
import { MediaFile } from '../media/file';
import { deliveryOf } from './delivery';
import { checkFile } from './validateFile';
import { CHOOSE_BINARY_FIELD } from './notALink';
import { checkLink } from './validateUrl';
import type { MediaInput } from './validatedVideo';
import { formatValue } from './values';

/** What a field may hold. `seconds`: the length of the video that a sound is for, where there is one. */
export type MediaRule =
	| { mediaKind: 'image'; rule: ImageRule }
	| { mediaKind: 'video'; rule: VideoRule }
	| { mediaKind: 'audio'; rule: AudioRule; seconds?: number }
	| { mediaKind: 'file'; rule: FileRule }
	| { mediaKind: 'link' };

/** What is sent, with hints to be put right behind the field's name; or what is wrong, as the end of a sentence that begins with it. */
type InputCheck = Result<{ input: MediaInput; hints: string[] }, FaultText>;

interface MediaContext {
	/** The model as its region calls it. */
	model: string;
	region: Region;
	/** Milliseconds since the epoch. */
	now: number;
}

/** A link, a data URL or a file of any form. Pure. */
export function validateMedia(value: unknown, media: MediaRule, context: MediaContext): InputCheck {
	if (isDataUrl(value)) return checkUnopened(value);
	if (!(value instanceof MediaFile)) return checkLinkInput(value, media.mediaKind, context.now);
	if (media.mediaKind === 'link') return refused('is a file', ENTER_PAGE);
	const { model, region } = context;
	const videoSeconds = media.mediaKind === 'audio' ? media.seconds : undefined;
	const { found, description, hints } = checkFile(value, media.mediaKind, media.rule, model, videoSeconds);
	if (found.length > 0) return refused(found.join(' and '), description);
	const dataUrl = media.mediaKind === 'image' && media.rule.dataUrl;
	const all = [...hints, ...regionHints(value, dataUrl, region)];
	return ok({ input: value, hints: all.map((hint) => ` ${hint}`) });
}

/** Length of a file that was probed, in seconds; nothing for a link. */
export function secondsOf(input: unknown): number | undefined {
	if (!(input instanceof MediaFile)) return undefined;
	const { info } = input;
	return info.kind === 'video' || info.kind === 'audio' ? info.seconds : undefined;
}

/** `openDataUrls` leaves only those unopened that cannot be read; one that nobody wanted to open is left to the service. */
function checkUnopened(value: string): InputCheck {
	const read = decodeDataUrl(value);
	return read.ok ? ok({ input: value, hints: [] }) : refused(read.fault, CHOOSE_BINARY_FIELD);
}

export const ENTER_PAGE = 'Enter the link of a public web page.';

/** A field as messages name it: with a file's own name, where it holds one. */
export function nameOfInput(fieldName: string, value: unknown): string {
	return value instanceof MediaFile && value.fileName
		? `${fieldName} (${formatValue(value.fileName)})`
		: fieldName;
}

function checkLinkInput(value: unknown, mediaKind: MediaRule['mediaKind'], now: number): InputCheck {
	const isPage = mediaKind === 'link';
	if (isPage && String(value).startsWith('oss://')) return refused('is an oss:// link', ENTER_PAGE);
	const link = checkLink(value, now, isPage);
	if (!link.ok) return link;
	return ok({ input: link.value.url, hints: link.value.hints.map((hint) => `: ${hint}`) });
}

/** Outside the two regions for which the upload is documented. */
function regionHints(file: MediaFile, dataUrl: boolean, region: Region): string[] {
	const isUpload = deliveryOf(file, dataUrl, region) === 'upload';
	if (hasTemporaryStorage(region) || (!isUpload && deliveryOf(file, dataUrl, 'cn-beijing') === 'data URL')) {
		return [];
	}
	const way = isUpload ? 'is uploaded first, but' : 'goes into the request itself, because';
	return [
		`${way} Model Studio's temporary storage is not documented for ${regionName(region)}. If the service refuses it, pass a URL instead.`,
	];
}

function refused(message: string, description: string): InputCheck {
	return err({ message, description });
}
