/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { types } from 'node:util';

/** Lets n8n's file node use these folders in place of `~/.n8n-files`; n8n reads this once, before its first file. */
export function allowFilesIn(...folders: string[]): void {
	process.env.N8N_RESTRICT_FILE_ACCESS_TO = folders.join(';');
	takeErrorsOfNode();
}

/**
 * Jest gives the tests an `Error` of their own, while errors of Node's file system are instances of Node's. n8n asks for
 * `instanceof Error` when it finds that a file is new.
 */
function takeErrorsOfNode(): void {
	const usual = Function.prototype[Symbol.hasInstance];
	Object.defineProperty(Error, Symbol.hasInstance, {
		configurable: true,
		value(this: unknown, value: unknown) {
			return (this === Error && types.isNativeError(value)) || usual.call(this as never, value);
		},
	});
}
