import type { FaultText } from '../base/fault';
import { trimBlanks } from '../base/coerce';
import { identify } from '../media/probe/signature';
import { formatValue } from './values';

const END_AT_LINK =
	'Make the expression point to the link itself, e.g. {{ $json.image.url }}, or choose Binary Field for a file.';

/** For whatever is a file and no link. */
export const CHOOSE_BINARY_FIELD =
	'Choose Binary Field as the source and enter the name of the field that holds the file, e.g. data.';

export const ENTER_LINK =
	'Enter a link that starts with https://, or choose Binary Field for a file of the item.';

/** What people give in place of a link, with the sentence that helps. The first that fits counts. */
const WRONG_TEXTS: ReadonlyArray<readonly [pattern: RegExp, description: string]> = [
	// What n8n keeps in an item in place of a file's bytes: `filesystem-v2`, `s3:workflows/…`.
	[
		/^(filesystem(-v2)?|s3|azure-?blob|database)(:(?!\/\/)|$)/i,
		`It is n8n's reference to a stored file. ${CHOOSE_BINARY_FIELD}`,
	],
	[/^\[object \w+\]/, `It is an object that was turned into text. ${END_AT_LINK}`],
	[/^blob:/i, `A blob: link works only in the browser window that made it. ${ENTER_LINK}`],
	[
		/^(file:|~?\/|\.{1,2}[/\\]|[a-z]:[/\\]|\\\\)/i,
		`The service cannot open a path. Read the file with n8n's Read/Write Files from Disk node. ${CHOOSE_BINARY_FIELD}`,
	],
	[/^(gs|s3):\/\//i, `The service opens signed https:// links only. ${ENTER_LINK}`],
	[/^([\w-]+\.)+[a-z]{2,}(:\d+)?\/\S|^www\.\S+\.\S+$/i, 'Put https:// in front of it.'],
	[/^[^/\\:?]+\.[a-z\d]{2,4}$/i, `It is the name of a file. ${ENTER_LINK}`],
	[/^\w{1,30}$/, `It may be the name of a binary field. ${ENTER_LINK}`],
];

/** What is wrong with a value that should be a link. The message is the end of a sentence that begins with the field's name. Pure. */
export function notALink(value: unknown): FaultText {
	if (typeof value === 'string') {
		const text = trimBlanks(value);
		if (isBase64OfFile(text)) {
			const description = `Convert it with n8n's Convert to File node. ${CHOOSE_BINARY_FIELD}`;
			return { message: 'is a file in base64, not a link', description };
		}
		return { message: `"${formatValue(text)}" is not a link`, description: adviceOn(text) };
	}
	if (typeof value !== 'object' || value === null) {
		return { message: `is ${formatValue(value)}`, description: ENTER_LINK };
	}
	// By expression: n8n's binary object, a node's whole output.
	if ('mimeType' in value && 'data' in value) {
		return { message: 'is a binary file, not a link', description: CHOOSE_BINARY_FIELD };
	}
	const kind = Array.isArray(value) ? 'a list' : 'an object';
	return { message: `is ${kind}, not a link`, description: END_AT_LINK };
}

function adviceOn(text: string): string {
	return WRONG_TEXTS.find(([pattern]) => pattern.test(text))?.[1] ?? ENTER_LINK;
}

/** Long enough to be a file and nothing but base64, or base64 whose first bytes are those of a file that is known. */
function isBase64OfFile(text: string): boolean {
	const joined = text.replace(/\s+/g, '');
	if (joined.length < 24 || !/^[\w+/-]+={0,2}$/.test(joined)) return false;
	const head = Buffer.from(joined.slice(0, 400), 'base64');
	return joined.length >= 1000 || identify(head).format !== 'unknown';
}
