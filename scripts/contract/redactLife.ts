import { redact } from '../../nodes/core/base/redact';

/** Fields that name a task, a call or an account. */
const NAMES = [
	'task_id',
	'request_id',
	'api_key_id',
	'caller_uid',
	'caller_parent_id',
	'api_key',
	'apikey_id',
];

/**
 * An answer as it may be shown to everyone: ids become `task_id-1` and so on, alike where they were alike, links lose
 * their path and signature, data URLs and keys are gone.
 */
export class LifeRedactor {
	private readonly given = new Map<string, string>();

	/** @param secrets texts that must not be seen anywhere, such as the key and the workspace */
	constructor(private readonly secrets: readonly string[]) {}

	read(value: unknown, name = ''): unknown {
		if (Array.isArray(value)) return value.map((one) => this.read(one, name));
		if (typeof value === 'object' && value !== null) {
			return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.read(one, key)]));
		}
		if (NAMES.includes(name) && (typeof value === 'string' || typeof value === 'number')) {
			return this.nameFor(name, String(value));
		}
		return typeof value === 'string' ? this.text(value) : value;
	}

	/** For lines of text: what was seen as an id before is one there, too. */
	text(text: string): string {
		let clean = text;
		for (const [id, name] of this.given) if (id.length > 7) clean = clean.replaceAll(id, name);
		for (const secret of this.secrets) if (secret) clean = clean.replaceAll(secret, '…');
		return redact(clean.replace(/https?:\/\/[^\s"']+/g, shortLink));
	}

	private nameFor(kind: string, id: string): string {
		const known = this.given.get(id);
		if (known) return known;
		const count = [...this.given.values()].filter((one) => one.startsWith(`${kind}-`)).length;
		const name = `${kind}-${count + 1}`;
		this.given.set(id, name);
		return name;
	}
}

/** Host, ending and the names of the query: what the node has to cope with, and nothing that opens the file. */
function shortLink(link: string): string {
	if (!URL.canParse(link)) return 'https://…';
	const { protocol, hostname, pathname, searchParams } = new URL(link);
	const ending = /\.\w{1,5}$/.exec(pathname)?.[0] ?? '';
	const query = [...searchParams.keys()].map((name) => `${name}=…`).join('&');
	return `${protocol}//${hostname}/…${ending}${query && `?${query}`}`;
}
