import { Refusal, invalid } from '../refusal';
import type { StoredUpload } from '../types';
import type { MediaRule } from './types';

export interface MediaContext {
	model: string;
	/** The header X-DashScope-OssResourceResolve: enable was sent. */
	resolvesOss: boolean;
	uploads: ReadonlyMap<string, StoredUpload>;
	/** Service milliseconds since start. */
	now: number;
}

/** A temporary upload serves 48 hours. */
const UPLOAD_LIFE_MS = 48 * 3600_000;
const MEGABYTE = 1024 * 1024;

const DATA_URL = /^data:image\/(jpeg|png|bmp|webp);base64,/;

const inspection = (message: string): Refusal => new Refusal(400, 'InvalidParameter.DataInspection', message);

/** Refuses a medium that is handed over in a form its model does not document. */
export function checkMedia(rule: MediaRule, value: unknown, place: string, context: MediaContext): void {
	if (typeof value !== 'string') throw invalid(`Input should be a valid string: ${place}`);
	if (value.startsWith('data:')) return checkDataUrl(rule, value, place);
	if (value.startsWith('oss://')) return checkUpload(rule, value, place, context);
	if (!isWebAddress(value)) {
		throw new Refusal(
			400,
			'InvalidURL',
			`The request URL is invalid, please check the request URL: ${place}`,
		);
	}
	// eslint-disable-next-line no-control-regex -- exactly the ASCII range
	if (rule.asciiOnly && /[^\u0000-\u007f]/.test(value)) {
		throw new Refusal(400, 'InvalidURL', `The URL must not contain non-ASCII characters: ${place}`);
	}
}

function isWebAddress(value: string): boolean {
	return /^https?:\/\//i.test(value) && URL.canParse(value) && !/\s/.test(value);
}

function checkDataUrl(rule: MediaRule, value: string, place: string): void {
	if (!rule.data) {
		throw new Refusal(400, 'InvalidURL', `The request URL is invalid, base64 is not supported: ${place}`);
	}
	const head = DATA_URL.exec(value.slice(0, 64))?.[0];
	if (!head) throw invalid(`The data URL must be data:{mime};base64,{data} of an image: ${place}`);
	const text = value.slice(head.length);
	if (!isBase64(text)) throw invalid(`The base64 data is not valid: ${place}`);
	if (rule.maxMegabytes && text.length * 0.75 > rule.maxMegabytes * MEGABYTE) throw tooLarge(rule, place);
	if (!isImage(Buffer.from(text.slice(0, 64), 'base64'))) {
		throw inspection('The media format is not supported or incorrect for the data inspection.');
	}
}

/** Looks for what may not stand there: a pattern over all of it would have to go back over megabytes. */
function isBase64(text: string): boolean {
	const data = text.slice(0, -4);
	return (
		text.length % 4 === 0 &&
		!/[^A-Za-z0-9+/]/.test(data) &&
		/^[A-Za-z0-9+/]{2}([A-Za-z0-9+/]{2}|[A-Za-z0-9+/]=|==)$/.test(text.slice(-4))
	);
}

/** JPEG, PNG, BMP or WEBP by its first bytes. */
function isImage(start: Buffer): boolean {
	const hex = start.toString('hex');
	if (hex.startsWith('ffd8ff') || hex.startsWith('89504e470d0a1a0a') || hex.startsWith('424d')) return true;
	return hex.startsWith('52494646') && hex.slice(16, 24) === '57454250';
}

function checkUpload(rule: MediaRule, url: string, place: string, context: MediaContext): void {
	if (!rule.oss || !context.resolvesOss) {
		throw inspection('The media format is not supported or incorrect for the data inspection.');
	}
	const upload = context.uploads.get(url);
	if (!upload || context.now - upload.at > UPLOAD_LIFE_MS) {
		throw inspection('Failed to find the requested media resource during the data inspection process.');
	}
	if (upload.model !== context.model) {
		throw inspection(
			"Don't have authorization to access the media resource during the data inspection process.",
		);
	}
	if (rule.maxMegabytes && upload.bytes > rule.maxMegabytes * MEGABYTE) throw tooLarge(rule, place);
}

const tooLarge = (rule: MediaRule, place: string): Refusal =>
	new Refusal(400, 'InvalidURL', `File size is larger than ${rule.maxMegabytes}MB: ${place}`);
