import {
	type AudioRule,
	type FileRule,
	hasTemporaryStorage,
	type ImageRule,
	type Region,
	regionName,
	type VideoRule,
} from '../catalogue';
import { decodeDataUrl, isDataUrl } from '../media/dataUrl';
import { MediaFile } from '../media/file';
import { deliveryOf } from './delivery';
import { formatSize } from './mediaLabels';
import {
	checkAudioFile,
	checkDocument,
	checkImageFile,
	checkVideoFile,
	type FileCheck,
} from './validateFile';
import { CHOOSE_BINARY_FIELD } from './notALink';
import { checkLink } from './validateUrl';
import { MediaInput } from './validatedVideo';
import { joinOr, formatValue } from './values';

/** What a field may hold. `seconds`: the length of the video that a sound is for, where there is one. */
export type MediaRule =
	| { mediaKind: 'image'; rule: ImageRule }
	| { mediaKind: 'video'; rule: VideoRule }
	| { mediaKind: 'audio'; rule: AudioRule; seconds?: number }
	| { mediaKind: 'file'; rule: FileRule }
	| { mediaKind: 'link' };

export const mediaKindNames: Record<MediaRule['mediaKind'], string> = {
	image: 'an image',
	video: 'a video',
	audio: 'an audio file',
	file: 'a document',
	link: 'a web page',
};

/** A link, a data URL or a file of any form. Pure. */
export function validateMedia(value: unknown, media: MediaRule, context: MediaContext): InputCheck {
	if (isDataUrl(value)) return checkUnopened(value, media, context);
	if (!(value instanceof MediaFile)) return checkLinkInput(value, media, context);
	const { model, region } = context;
	const byUpload = { dataUrl: false, region };
	switch (media.mediaKind) {
		case 'image': {
			const { dataUrl } = media.rule;
			return judge(value, checkImageFile(value, media.rule, model), { dataUrl, region });
		}
		case 'audio': {
			const seconds = media.seconds ?? secondsOf(value) ?? 0;
			return judge(value, checkAudioFile(value, media.rule, { model, seconds }), byUpload);
		}
		case 'video':
			return judge(value, checkVideoFile(value, media.rule, model), byUpload);
		case 'file':
			return judge(value, checkDocument(value, media.rule, model), byUpload);
		case 'link':
			return refused('is a file', 'Enter the link of a public web page.');
	}
}

/** Length of a file that was probed, in seconds; nothing for a link. */
export function secondsOf(input: unknown): number | undefined {
	if (!(input instanceof MediaFile)) return undefined;
	const { info } = input;
	return info.kind === 'video' || info.kind === 'audio' ? info.seconds : undefined;
}

/** What became of a media value. */
interface InputCheck {
	input?: MediaInput;
	/** `found` is the end of a sentence that begins with the field's name. */
	refused?: { found: string; description: string };
	/** To be put right behind the field's name. */
	hints: string[];
}

interface MediaContext {
	/** The model as its region calls it. */
	model: string;
	region: Region;
	/** Milliseconds since the epoch. */
	now: number;
}

/**
 * A data URL that nobody has opened (see `openDataUrls`): one that cannot be read, which is reported, or one whose bytes are
 * left to the service.
 */
function checkUnopened(value: string, media: MediaRule, { model }: MediaContext): InputCheck {
	const read = decodeDataUrl(value);
	if (!read.ok) return refused(read.fault, CHOOSE_BINARY_FIELD);
	if (media.mediaKind !== 'image' || !media.rule.dataUrl) {
		const kind = mediaKindNames[media.mediaKind].replace(/^an? /, '');
		return refused('is a data URL', `The service accepts ${kind} only as a link.`);
	}
	const types = media.rule.formats.map((format) => `image/${format}`);
	if (types.some((type) => value.startsWith(`data:${type};base64,`))) return { input: value, hints: [] };
	const type = /^data:([\w.+-]+\/[\w.+-]+)?/.exec(value)?.[1] ?? 'no image type';
	return refused(`is a data URL of ${type}`, `${model} accepts ${joinOr(types)} in base64.`);
}

/** A field as messages name it: with a file's own name, where it holds one. */
export function nameOfInput(fieldName: string, value: unknown): string {
	return value instanceof MediaFile && value.fileName
		? `${fieldName} (${formatValue(value.fileName)})`
		: fieldName;
}

function checkLinkInput(value: unknown, { mediaKind }: MediaRule, { now }: MediaContext): InputCheck {
	const isPage = mediaKind === 'link';
	if (isPage && String(value).startsWith('oss://')) {
		return refused('is an oss:// link', 'Enter the link of a public web page.');
	}
	const link = checkLink(value, now, isPage);
	if (!link.ok) return refused(link.fault.message, link.fault.description);
	return { input: link.value.url, hints: link.value.hints.map((hint) => `: ${hint}`) };
}

function judge(
	file: MediaFile,
	{ found, description, hints }: FileCheck,
	{ dataUrl, region }: { dataUrl: boolean; region: Region },
): InputCheck {
	if (found.length > 0) return refused(found.join(' and '), description);
	const all = [...hints, ...regionHints(file, dataUrl, region)];
	return { input: file, hints: all.map((hint) => ` ${hint}`) };
}

/** Outside the two regions for which the upload is documented. */
function regionHints(file: MediaFile, dataUrl: boolean, region: Region): string[] {
	if (hasTemporaryStorage(region)) return [];
	const where = `Model Studio's temporary storage is not documented for ${regionName(region)}`;
	if (deliveryOf(file, dataUrl, region) === 'upload') {
		return [`is uploaded first, but ${where}. If the upload is refused, pass a URL instead.`];
	}
	if (deliveryOf(file, dataUrl, 'cn-beijing') === 'data URL') return [];
	return [
		`is ${formatSize(file.bytes)} and goes into the request itself, because ${where}. If the service refuses it, pass a URL instead.`,
	];
}

function refused(found: string, description: string): InputCheck {
	return { refused: { found, description }, hints: [] };
}
