/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import 'reflect-metadata';

/**
 * Set before n8n-core is loaded: it reads the environment once, while it is imported, and is loaded once for all test
 * files of a process. A process that goes on with an execution of another one gets that one's folder.
 */
export const userFolder = (process.env.WAN_TEST_USER_FOLDER ??= mkdtempSync(
	path.join(tmpdir(), 'n8n-nodes-wan-'),
));

process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'test';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
// In place of `~/.n8n-files`. n8n compares paths after it has followed all links.
process.env.N8N_RESTRICT_FILE_ACCESS_TO = realpathSync(tmpdir());
process.env.N8N_LOG_LEVEL ??= 'silent';
