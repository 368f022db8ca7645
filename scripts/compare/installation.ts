/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

import { version } from '../../package.json';
import { currentN8n, installN8n, readManifest } from '../../test/e2e/cache';
import type { Measured, Order } from './measure';

const root = path.resolve(__dirname, '../..');

export interface Versions {
	n8n: string;
	/** The package that has the built-in node. */
	langchain: string;
	thisPackage: string;
}

/**
 * A folder that is like n8n's own: a whole n8n as node_modules, and beside it this package as it is published. So both
 * nodes get the same copy of the engine and of n8n-workflow.
 */
export interface Installation {
	versions: Versions;
	/** Runs one measurement in a fresh process. @throws with what it said, if it failed */
	measure(order: Omit<Order, 'installation'>): Promise<Measured>;
	remove(): void;
}

/** Makes it from `dist`, which must have been built, and the n8n that `npm run e2e` uses as well: installed at the first time. */
export async function install(): Promise<Installation> {
	const n8n = await installN8n(currentN8n);
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-compare-'));
	symlinkSync(path.join(n8n.folder, 'node_modules'), path.join(folder, 'node_modules'));
	for (const part of ['package.json', 'dist']) {
		cpSync(path.join(root, part), path.join(folder, 'n8n-nodes-wan', part), { recursive: true });
	}
	const script = path.join(folder, 'measure.js');
	await build({
		entryPoints: [path.join(__dirname, 'measure.ts')],
		outfile: script,
		bundle: true,
		platform: 'node',
		packages: 'external',
		logLevel: 'warning',
	});
	return {
		versions: {
			n8n: n8n.version,
			langchain: readManifest(n8n, '@n8n/n8n-nodes-langchain').version,
			thisPackage: version,
		},
		measure: async (order) => await measured(n8n.node, script, { ...order, installation: folder }),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

async function measured(node: string, script: string, order: Order): Promise<Measured> {
	const files = mkdtempSync(path.join(order.installation, 'files-'));
	const child = spawn(node, ['--expose-gc', script, JSON.stringify(order)], {
		stdio: ['ignore', 'pipe', 'inherit'],
		cwd: order.installation,
		env: { ...process.env, NODE_ENV: 'production', WAN_TEST_USER_FOLDER: files },
	});
	let said = '';
	child.stdout.on('data', (part) => (said += String(part)));
	const end = () => child.kill();
	process.once('exit', end);
	const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
	process.off('exit', end);
	rmSync(files, { recursive: true, force: true });
	const line = said.trim().split('\n').at(-1);
	if (code !== 0 || !line?.startsWith('{')) throw new Error(`The measurement ended with ${code}: ${said}`);
	return JSON.parse(line) as Measured;
}
