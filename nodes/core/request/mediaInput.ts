import { hasTemporaryStorage, regionName, type AudioRule, type ImageRule, type Region } from '../catalogue';
import { MediaFile } from '../media/file';
import { checkAudioFile, checkImageFile, type FileCheck } from './checkMedia';
import { checkLink } from './links';
import { sizeInWords } from './mediaWords';
import { routeOf } from './routes';
import { orList, shown } from './values';

/** A link that the service opens itself, or a file that is brought to it when the item's turn has come. */
export type MediaInput = string | MediaFile;

/** What became of a media value. */
export interface InputCheck {
	input?: MediaInput;
	/** `found` is the end of a sentence that begins with the field's name. */
	refused?: { found: string; advice: string };
	/** To be put right behind the field's name. */
	hints: string[];
}

export interface Asking {
	/** The model as its region calls it. */
	model: string;
	region: Region;
}

/** An image: a link, a data URL or a file. Pure. */
export function checkImageInput(value: unknown, rule: ImageRule, { model, region }: Asking): InputCheck {
	if (value instanceof MediaFile) {
		return judge(value, checkImageFile(value, rule, model), { dataUrl: rule.dataUrl, region });
	}
	if (typeof value !== 'string' || !value.startsWith('data:')) return checkLinkInput(value);
	const types = rule.formats.map((format) => `image/${format}`);
	if (types.some((type) => value.startsWith(`data:${type};base64,`))) return { input: value, hints: [] };
	const type = /^data:([\w.+-]+\/[\w.+-]+)?/.exec(value)?.[1] ?? 'no image type';
	return refused(`is a data URL of ${type}`, `${model} takes ${orList(types)} in base64.`);
}

/** A sound: a link or a file. @param seconds length of the video */
export function checkAudioInput(
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
	return value instanceof MediaFile && value.fileName ? `${fieldName} (${shown(value.fileName)})` : fieldName;
}

export function checkLinkInput(value: unknown): InputCheck {
	const link = checkLink(value);
	if ('what' in link) return refused(link.what, link.advice);
	return { input: link.url, hints: link.hints.map((hint) => `: ${hint}`) };
}

export function judge(
	file: MediaFile,
	{ found, advice, hints }: FileCheck,
	{ dataUrl, region }: { dataUrl: boolean; region: Region },
): InputCheck {
	if (found.length > 0) return refused(found.join(' and '), advice);
	const all = [...hints, ...regionHints(file, dataUrl, region)];
	return { input: file, hints: all.map((hint) => ` ${hint}`) };
}

/** Outside the two regions for which the upload is documented. */
function regionHints(file: MediaFile, dataUrl: boolean, region: Region): string[] {
	if (hasTemporaryStorage(region)) return [];
	const where = `Model Studio's temporary storage is not documented for ${regionName(region)}`;
	if (routeOf(file, dataUrl, region) === 'upload') {
		return [`is uploaded first, but ${where}. If the upload is refused, pass a URL instead.`];
	}
	if (routeOf(file, dataUrl, 'cn-beijing') === 'data URL') return [];
	return [
		`is ${sizeInWords(file.bytes)} and goes into the request itself, because ${where}. If the service refuses it, pass a URL instead.`,
	];
}

export function refused(found: string, advice: string): InputCheck {
	return { refused: { found, advice }, hints: [] };
}
