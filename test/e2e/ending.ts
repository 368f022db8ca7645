/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

type Undo = () => void;

const undos = new Set<Undo>();

/**
 * Whatever ends this process - the last line, an error, Ctrl+C - `undo` runs first. It has to be synchronous.
 * Returns the way to take it back.
 */
export function beforeTheEnd(undo: Undo): () => void {
	if (undos.size === 0) {
		process.once('exit', () => [...undos].reverse().forEach((each) => each()));
		process.once('SIGINT', () => process.exit(130));
		process.once('SIGTERM', () => process.exit(143));
	}
	undos.add(undo);
	return () => void undos.delete(undo);
}

/** A new folder that is gone when this process ends. */
export function temporaryFolder(name: string): string {
	const folder = mkdtempSync(path.join(tmpdir(), `n8n-nodes-wan-${name}-`));
	beforeTheEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	return folder;
}
