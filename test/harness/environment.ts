/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import 'reflect-metadata';

/**
 * Set before n8n-core is loaded: it reads the environment once, while it is imported. A process that goes on with an
 * execution of another one gets that one's folder.
 */
export const userFolder =
	process.env.WAN_TEST_USER_FOLDER ?? mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-'));

process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'test';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
process.env.N8N_LOG_LEVEL ??= 'silent';
