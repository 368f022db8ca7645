import type { FaultText } from '../base/fault';
import { trimBlanks } from '../base/coerce';
import { identify } from '../media/probe/signature';
import { formatValue } from './values';

/** What is wrong with a value that should be a link. The message is the end of a sentence that begins with the field's name. */
export type WrongLink = FaultText;

const END_AT_LINK =
	'Make the expression point to the link itself, e.g. {{ $json.image.url }}, or choose Binary Field for a file.';

/** For whatever is a file and no link. */
export const CHOOSE_BINARY_FIELD =
	'Choose Binary Field as the source and enter the name of the field that holds the file, e.g. data.';

export const ENTER_LINK =
	'Enter a link that starts with https://, or choose Binary Field for a file of the item.';

/** What people give in place of a link, and the sentence that helps. Pure. */
export function notALink(value: unknown): WrongLink {
	if (typeof value === 'object' && value !== null) return objectInPlaceOfLink(value);
	if (typeof value !== 'string') return { message: `is ${formatValue(value)}`, description: ENTER_LINK };
	const text = trimBlanks(value);
	const fallback = { message: `"${formatValue(text)}" is not a link`, description: ENTER_LINK };
	const found = WRONG_TEXTS.find(({ matches }) => matches(text));
	return found ? { message: found.message ?? fallback.message, description: found.description } : fallback;
}

/** By expression: n8n's binary object, a node's whole output. */
function objectInPlaceOfLink(value: object): WrongLink {
	if ('mimeType' in value && 'data' in value) {
		return { message: 'is a binary file, not a link', description: CHOOSE_BINARY_FIELD };
	}
	const message = `is ${Array.isArray(value) ? 'a list' : 'an object'}, not a link`;
	return { message, description: END_AT_LINK };
}

interface WrongText extends Partial<WrongLink> {
	matches(text: string): boolean;
	description: string;
}

/** The first that fits counts. Where a text has no message of its own, the fallback shows it. */
const WRONG_TEXTS: readonly WrongText[] = [
	{
		// What n8n keeps in an item in place of a file's bytes: `filesystem-v2`, `s3:workflows/…`.
		matches: (text) => /^(filesystem(-v2)?|s3|azure-?blob|database)(:(?!\/\/)|$)/i.test(text),
		message: "is n8n's reference to a stored file, not a link",
		description: CHOOSE_BINARY_FIELD,
	},
	{
		matches: (text) => /^\[object \w+\](,\s*\[object \w+\])*$/.test(text),
		message: 'is an object that was turned into the text "[object Object]"',
		description: END_AT_LINK,
	},
	{
		matches: isBase64OfFile,
		message: 'is a file in base64, not a link',
		description: `Turn it into a file with n8n's Convert to File node. ${CHOOSE_BINARY_FIELD}`,
	},
	{
		matches: (text) => /^blob:/i.test(text),
		message: 'is a blob: link, which works only in the browser window that made it',
		description: ENTER_LINK,
	},
	{
		matches: (text) => /^(file:|~?\/|\.{1,2}[/\\]|[a-z]:[/\\]|\\\\)/i.test(text),
		description: `The service cannot open a path. Read the file with n8n's Read/Write Files from Disk node. ${CHOOSE_BINARY_FIELD}`,
	},
	{
		matches: (text) => /^(gs|s3):\/\//i.test(text),
		description:
			'The service cannot open an object storage address. Enter a signed https:// link to the file, or choose Binary Field.',
	},
	{
		matches: (text) => /^([\w-]+\.)+[a-z]{2,}(:\d+)?\/\S/i.test(text) || /^www\.\S+\.\S+$/i.test(text),
		description: 'Put https:// in front of it.',
	},
	{
		matches: (text) => /^[^/\\:?]+\.[a-z\d]{2,4}$/i.test(text),
		description: `It is the name of a file. ${ENTER_LINK}`,
	},
	{
		matches: (text) => /^\w{1,30}$/.test(text),
		description: `${ENTER_LINK} If this is the name of a binary field, choose Binary Field as the source.`,
	},
];

/** Long enough to be a file and nothing but base64, or base64 whose first bytes are those of a file that is known. */
function isBase64OfFile(text: string): boolean {
	const joined = text.replace(/\s+/g, '');
	if (joined.length < 24 || !/^[\w+/-]+={0,2}$/.test(joined)) return false;
	const head = Buffer.from(joined.slice(0, 400), 'base64');
	return joined.length >= 1000 || identify(head).format !== 'unknown';
}
