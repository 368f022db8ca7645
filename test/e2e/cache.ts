/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * A real n8n from the npm registry, installed once a version and kept outside the checkout.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

import { run } from './command';

/** The n8n that the package is developed with. */
export const currentN8n = '2.41.1';

const nodeVersion = '24.21.0';
const pnpmVersion = '10.34.0';

export interface N8nInstall {
	version: string;
	/** Holds n8n's `node_modules`. */
	folder: string;
	/** The Node.js that runs it. */
	node: string;
}

/** Where the installs lie: `WAN_E2E_CACHE`, or `n8n-nodes-wan` in the user's cache folder. */
export function cacheFolder(): string {
	const caches = process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
	return path.resolve(process.env.WAN_E2E_CACHE ?? path.join(caches, 'n8n-nodes-wan'));
}

/**
 * Installs n8n of this version, if it is not there yet: 1.5 minutes the first time.
 * @throws when a tool is missing on this machine, or when the registry cannot be reached.
 */
export async function installN8n(version = currentN8n, cache = cacheFolder()): Promise<N8nInstall> {
	const folder = path.join(cache, `n8n-${version}`);
	const tools = path.join(cache, 'tools');
	// n8n 2 asks for Node.js 24. n8n 1 takes it, too, and brings its expression engine built for it, not for 20.
	const node = path.join(tools, 'node_modules', nodePackage(), 'bin/node');
	const complete = path.join(folder, '.complete');
	if (existsSync(complete) && existsSync(node)) return { version, folder, node };

	await checkTools();
	if (!existsSync(node)) await installTools(tools);
	say(`Installing n8n ${version} into ${folder} (once)`);
	writeManifest(folder, version);
	const pnpm = path.join(tools, 'node_modules/pnpm/bin/pnpm.cjs');
	await run(node, [pnpm, 'install', '--ignore-scripts', '--no-frozen-lockfile'], {
		cwd: folder,
		// With CI it asks no questions.
		env: { ...withFirstInPath(path.dirname(node)), CI: 'true' },
	});
	await buildSqlite(folder, node);
	writeFileSync(complete, `${new Date().toISOString()}\n`);
	return { version, folder, node };
}

/** PATH of this process with a folder before all others. */
export function withFirstInPath(...folders: string[]): Record<string, string> {
	return { PATH: [...folders, process.env.PATH ?? ''].join(path.delimiter) };
}

async function installTools(tools: string): Promise<void> {
	say(`Installing Node.js ${nodeVersion} and pnpm ${pnpmVersion} into ${tools} (once)`);
	mkdirSync(tools, { recursive: true });
	writeFileSync(path.join(tools, 'package.json'), '{ "private": true }\n');
	const packages = [`${nodePackage()}@${nodeVersion}`, `pnpm@${pnpmVersion}`];
	await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], { cwd: tools });
}

/** The package that holds the binary of Node.js for this machine. */
function nodePackage(): string {
	const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
	return `${prefix}-${process.platform}-${process.arch}`;
}

function writeManifest(folder: string, version: string): void {
	mkdirSync(folder, { recursive: true });
	// Before 2.41 n8n took xlsx from a host of its own, outside the registry, and the newest langgraph-checkpoint that
	// it admits asks for more of @langchain/core than n8n pins: n8n would not start.
	const overrides = isBefore(version, 2, 41)
		? { xlsx: 'npm:xlsx@0.18.5', '@langchain/langgraph-checkpoint': '1.0.0' }
		: {};
	const manifest = {
		name: 'n8n-under-test',
		private: true,
		pnpm: { overrides },
		dependencies: { n8n: version },
	};
	writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
	writeFileSync(path.join(folder, '.npmrc'), 'node-linker=hoisted\nignore-scripts=true\n');
}

function isBefore(version: string, major: number, minor: number): boolean {
	const [a = 0, b = 0] = version.split('.').map(Number);
	return a < major || (a === major && b < minor);
}

/** The one native module that n8n cannot start without. Unoptimised, since that is built in half a minute. */
async function buildSqlite(folder: string, node: string): Promise<void> {
	const sqlite = path.join(folder, 'node_modules/sqlite3');
	if (existsSync(path.join(sqlite, 'build/Debug/node_sqlite3.node'))) return;
	say('Building sqlite3');
	const nodeFolder = path.resolve(path.dirname(node), '..');
	const hasHeaders = existsSync(path.join(nodeFolder, 'include/node/node.h'));
	const nodeGyp = path.join(folder, 'node_modules/node-gyp/bin/node-gyp.js');
	const headers = hasHeaders ? [`--nodedir=${nodeFolder}`] : [];
	await run(node, [nodeGyp, 'rebuild', '--debug', ...headers], {
		cwd: sqlite,
		env: withFirstInPath(path.dirname(node)),
	});
}

async function checkTools(): Promise<void> {
	const missing: string[] = [];
	for (const tool of ['npm', 'python3', 'make', 'g++']) {
		await run(tool, ['--version'], { cwd: '/' }).catch(() => missing.push(tool));
	}
	if (missing.length > 0) throw new Error(`To install n8n this machine needs ${missing.join(', ')}.`);
}

/** A package of the installed n8n, as n8n itself finds it. */
export function readManifest(install: N8nInstall, name: string): { version: string } {
	const file = path.join(install.folder, 'node_modules', name, 'package.json');
	return JSON.parse(readFileSync(file, 'utf8')) as { version: string };
}

function say(line: string): void {
	console.log(`        ${line}`);
}
