import { trimBlanks } from '../base/coerce';
import { err, ok, type Result } from '../base/result';
import { type MediaFile, probeFile } from './file';
import { identify } from './probe/signature';

/** Also in the quotes in which language models and sheets wrap it. */
const BEGINNING = /^[\s\u200b-\u200d\u2060\ufeff"'`<]*data:/i;

export function isDataUrl(value: unknown): value is string {
	return typeof value === 'string' && BEGINNING.test(value);
}

/**
 * The bytes in a data URL (RFC 2397), or why they cannot be read: the end of a sentence that begins with the field's
 * name. Blanks, line breaks, percent-encoding, a missing padding and the URL-safe alphabet are corrected. Whatever type it
 * says is left aside, since the bytes tell the real one.
 * @param isWithin another one, as whose content it stood
 */
export function decodeDataUrl(value: string, isWithin = false): Result<Uint8Array, string> {
	const text = trimBlanks(value).replace(/["'`>]$/, '');
	const [, head = '', base64First, content = ''] = /^([^,]*),(\s*base64\s*,)?([^]*)$/i.exec(text) ?? [];
	if (content === '') return err('is a data URL without content');
	// Written by a template in front of what was a data URL already.
	if (isDataUrl(content) && !isWithin) return decodeDataUrl(content, true);
	const isBase64 = base64First !== undefined || /[;:]\s*base64\s*(;|$)/i.test(head);
	if (!isBase64 && !isBase64OfFile(content)) {
		// Percent-encoded, as browsers write texts.
		const isLatin = !/[^\p{ASCII}]/u.test(content);
		return ok(Buffer.from(fromPercents(content), isLatin ? 'latin1' : 'utf8'));
	}
	const encoded = withoutBlanks(fromPercents(fromEscapes(content))).replace(/=+$/, '');
	// Looked for is what does not belong: a pattern of all that does overflows V8's stack in a text of 8 MB.
	if (/[^\w+/-]/.test(encoded)) return err('is a data URL with characters that base64 does not have');
	if (encoded.length % 4 === 1) return err('is a data URL that was cut off');
	return ok(Buffer.from(encoded, 'base64'));
}

/** Probes the file that a data URL holds; nothing where it cannot be read. */
export async function openDataUrl(value: string): Promise<MediaFile | undefined> {
	const read = decodeDataUrl(value);
	if (!read.ok) return undefined;
	const bytes = read.value;
	return await probeFile({ isDataUrl: true, open: async () => await Promise.resolve(bytes) });
}

/** Also where the head says nothing of it. */
function isBase64OfFile(content: string): boolean {
	if (content.length < 24 || /[^\w+/-]/.test(content.replace(/={1,2}$/, ''))) return false;
	return identify(Buffer.from(content.slice(0, 400), 'base64')).format !== 'unknown';
}

/** What JSON writes for slashes and line breaks, where its text was taken without being read. */
function fromEscapes(content: string): string {
	return content.replace(/\\([nrt/])/g, (_all, sign: string) => (sign === '/' ? '/' : ''));
}

/** A form takes a plus for a blank: where only that gives a whole number of groups, blanks are pluses again. */
function withoutBlanks(content: string): string {
	const joined = content.replace(/[\s\u200b-\u200d\u2060\ufeff]+/g, '');
	if (joined.length % 4 === 0 || joined.includes('+') || !content.includes(' ')) return joined;
	const withPluses = content
		.trim()
		.replace(/[^\S ]+/g, '')
		.replace(/ /g, '+');
	return withPluses.length % 4 === 0 ? withPluses : joined;
}

function fromPercents(text: string): string {
	return text.replace(/%([\da-f]{2})/gi, (_all, code: string) => String.fromCharCode(parseInt(code, 16)));
}
