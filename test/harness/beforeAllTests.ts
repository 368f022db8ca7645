/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Whatever the tests and n8n's binary store put into the system's temporary folder goes into one of our own. */
export default function beforeAllTests(): void {
	process.env.TMPDIR = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-'));
}
