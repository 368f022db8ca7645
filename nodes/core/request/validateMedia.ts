import {
	type AudioRule,
	type FileRule,
	hasTemporaryStorage,
	type ImageRule,
	type Region,
	regionName,
	type VideoRule,
} from '../catalogue';
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
export function validateMedia(value: unknown, media: MediaRule, asking: Asking): InputCheck {
	const isDataUrl = typeof value === 'string' && value.startsWith('data:');
	if (isDataUrl && !(media.mediaKind === 'image' && media.rule.dataUrl)) {
		return refused(
			'is a data URL',
			`The service takes ${mediaKindNames[media.mediaKind].replace(/^an? /, '')} as a link only.`,
		);
	}
	const byUpload = { dataUrl: false, region: asking.region };
	switch (media.mediaKind) {
		case 'image':
			return checkImageInput(value, media.rule, asking);
		case 'audio': {
			const own = value instanceof MediaFile && value.info.kind === 'audio' ? value.info.seconds : 0;
			return checkAudioInput(value, media.rule, { ...asking, seconds: media.seconds ?? own });
		}
		case 'video':
			if (!(value instanceof MediaFile)) return checkLinkInput(value);
			return judge(value, checkVideoFile(value, media.rule, asking.model), byUpload);
		case 'file':
			if (!(value instanceof MediaFile)) return checkLinkInput(value);
			return judge(value, checkDocument(value, media.rule, asking.model), byUpload);
		case 'link':
			if (value instanceof MediaFile || String(value).startsWith('oss://')) {
				return refused(
					value instanceof MediaFile ? 'is a file' : 'is an oss:// link',
					'Enter the link of a public web page.',
				);
			}
			return checkLinkInput(value);
	}
}

/** Length of a file that was looked into; nothing for a link. */
export function secondsOf(input: unknown): number | undefined {
	if (!(input instanceof MediaFile)) return undefined;
	const { info: facts } = input;
	return facts.kind === 'video' || facts.kind === 'audio' ? facts.seconds : undefined;
}

/** What became of a media value. */
interface InputCheck {
	input?: MediaInput;
	/** `found` is the end of a sentence that begins with the field's name. */
	refused?: { found: string; description: string };
	/** To be put right behind the field's name. */
	hints: string[];
}

interface Asking {
	/** The model as its region calls it. */
	model: string;
	region: Region;
}

/** An image: a link, a data URL or a file. Pure. */
function checkImageInput(value: unknown, rule: ImageRule, { model, region }: Asking): InputCheck {
	if (value instanceof MediaFile) {
		return judge(value, checkImageFile(value, rule, model), { dataUrl: rule.dataUrl, region });
	}
	if (typeof value !== 'string' || !value.startsWith('data:')) return checkLinkInput(value);
	const types = rule.formats.map((format) => `image/${format}`);
	if (types.some((type) => value.startsWith(`data:${type};base64,`))) return { input: value, hints: [] };
	const type = /^data:([\w.+-]+\/[\w.+-]+)?/.exec(value)?.[1] ?? 'no image type';
	return refused(`is a data URL of ${type}`, `${model} takes ${joinOr(types)} in base64.`);
}

/** A sound: a link or a file. @param seconds length of the video */
function checkAudioInput(
	value: unknown,
	rule: AudioRule,
	{ model, region, seconds }: Asking & { seconds: number },
): InputCheck {
	if (value instanceof MediaFile) {
		return judge(value, checkAudioFile(value, rule, { model, seconds }), { dataUrl: false, region });
	}
	if (typeof value === 'string' && value.startsWith('data:')) {
		return refused('is a data URL', 'The service takes audio as a link only.');
	}
	return checkLinkInput(value);
}

/** A field as messages name it: with a file's own name, where it holds one. */
export function nameOfInput(fieldName: string, value: unknown): string {
	return value instanceof MediaFile && value.fileName
		? `${fieldName} (${formatValue(value.fileName)})`
		: fieldName;
}

function checkLinkInput(value: unknown): InputCheck {
	const link = checkLink(value);
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
