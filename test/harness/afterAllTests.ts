/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Removes the temporary folder that `beforeAllTests` made. */
export default function afterAllTests(): void {
	const folder = tmpdir();
	if (path.basename(folder).startsWith('n8n-nodes-wan-')) rmSync(folder, { recursive: true, force: true });
}
