import type { FaultText } from '../base/fault';
import { trimBlanks } from '../base/coerce';
import { err, ok, type Result } from '../base/result';

/** What comes along when a key is copied from code, a header or a page. */
const WRAPPED = /^(export\s+)?([A-Z_]*API_?KEY\s*[=:])?\s*(authorization\s*:)?\s*(bearer([\s:]+|$))?/i;
const QUOTES = /^[\s"'`“”‘’„«»]+|[\s"'`“”‘’„«»;,]+$/g;
/** What word processors and chats make of a hyphen. */
const HYPHENS = /[\u2010-\u2015\u2212]/g;
/** A key of the service itself, alone or within other text: a line of code, JSON, a command. */
const WHOLE_KEY = /^sk-[\w.-]*\w$/;
const KEYS_WITHIN = /\bsk-[\w.-]{15,}\w/g;
const INVISIBLE = /[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+/g;

/** What else people enter as a key, in the order of asking. Each is the end of "The credential's API Key …". */
const OTHER_THINGS: ReadonlyArray<{ looksLike: RegExp; is: string; onlyDirect?: true }> = [
	{ looksLike: /^$/, is: 'is empty' },
	{ looksLike: /^https?:\/\//i, is: 'is an address, not a key' },
	{
		looksLike: /[*•…]|\.{3}|x{6}/i,
		is: 'is masked: its middle is missing',
	},
	{ looksLike: /^(\$|process\.|os\.|=|\{|<|\[)/i, is: 'is a placeholder, not a key' },
	{
		looksLike: /^(sk-?|null|undefined|none)$|^(your|my|paste|enter)[-_]?\w*key$|^[a-z_]*api_?key$/i,
		is: 'is a placeholder, not a key',
		onlyDirect: true,
	},
	{ looksLike: /sk-[\w-]{8,}sk-/, is: 'holds two keys' },
	{
		looksLike: /^LTAI\w+$/,
		is: 'is an AccessKey ID, not a key of Model Studio',
		onlyDirect: true,
	},
	{ looksLike: /^(llm|ws)-[\w-]+$/, is: 'is a Workspace ID, not a key', onlyDirect: true },
	{ looksLike: /^sk-(proj|svcacct|ant|or)-/, is: 'is a key from another provider', onlyDirect: true },
	{ looksLike: /[^\x21-\x7e]/, is: 'contains characters that a key cannot have' },
];

/**
 * The key as it is sent: without `Bearer`, quotes, line breaks and invisible characters; or what it is instead of a key.
 * The key itself is never shown.
 * @param hasGateway what takes the key is not Model Studio itself, and may have keys of any form
 */
export function readApiKey(value: string, hasGateway: boolean): Result<string, FaultText> {
	const plain = trimBlanks(value.normalize('NFKC')).replace(HYPHENS, '-');
	const text = plain.replace(QUOTES, '').replace(WRAPPED, '').replace(QUOTES, '');
	const cleaned = text.replace(INVISIBLE, '');
	const within = new Set(hasGateway || WHOLE_KEY.test(cleaned) ? [] : plain.match(KEYS_WITHIN));
	const key = within.size === 1 ? [...within].join('') : cleaned;
	const other = OTHER_THINGS.find(
		({ looksLike, onlyDirect }) => looksLike.test(key) && !(onlyDirect && hasGateway),
	);
	if (!other) return ok(key);
	return err({
		message: `The credential's API Key ${other.is}`,
		description: 'Copy a key (sk-…) from the Model Studio console of your region.',
	});
}

/** What to know of such keys; nobody can tell them apart ("Integrate the video generation model"). */
export const PLAN_KEYS =
	'A Token Plan key (sk-sp-…) works only with Region China (Beijing) and Workspace ID token-plan. A Coding Plan key cannot make videos.';

/** Keys of the Coding Plan and of the Token Plan. */
export function isPlanKey(key: string): boolean {
	return key.startsWith('sk-sp-');
}
