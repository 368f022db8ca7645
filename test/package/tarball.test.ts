/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import type { INodeType } from 'n8n-workflow';

import { Engine, lastRun } from '../harness/engine';
import { credentialFor, imageToVideo, packageDirectory } from '../harness/wan';
import { startStandIn } from '../standIn';

/*
 * What users install: the packed tarball, not the sources. `npm test` builds before it runs the tests.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-pack-'));
const unpacked = path.join(folder, 'package');
let tarball = '';
let files: string[] = [];

/** The scanner works for ten seconds; the other tests go on beside it. */
let verdicts: Promise<unknown>;

beforeAll(() => {
	const packed = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', folder], {
		cwd: packageDirectory,
	});
	const [report] = JSON.parse(packed.toString()) as Array<{
		filename: string;
		files: Array<{ path: string }>;
	}>;
	tarball = path.join(folder, report?.filename ?? '');
	files = (report?.files ?? []).map((file) => file.path).sort();
	execFileSync('tar', ['-xzf', tarball, '-C', folder]);
	// n8n gives community packages its own n8n-workflow.
	symlinkSync(path.join(packageDirectory, 'node_modules'), path.join(folder, 'node_modules'));
	verdicts = scan();
	verdicts.catch(() => {});
});
afterAll(async () => {
	await Promise.allSettled([verdicts]);
	rmSync(folder, { recursive: true, force: true });
});

/** What n8n's scanner says. It is an ES module with an ESLint of its own, so it runs in a process of its own. */
async function scan(): Promise<unknown> {
	const script = `
		import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
		const built = await analyzePackage(${JSON.stringify(unpacked)}, ['**/*.js', 'package.json']);
		const source = await analyzePackage(${JSON.stringify(packageDirectory)}, SOURCE_FILE_PATTERNS);
		console.log(JSON.stringify({ built, source }));
	`;
	// The scanner's rules treat every file as their own fixture while NODE_ENV is `test`, as jest sets it.
	const options = { cwd: packageDirectory, env: { ...process.env, NODE_ENV: 'production' } };
	const run = promisify(execFile);
	const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], options);
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

it('is below 108 kB', () => {
	expect(statSync(tarball).size).toBeLessThan(108_000);
});

it('holds the built nodes with icons and codex, and nothing of tests or sources', () => {
	expect(files).toEqual(
		expect.arrayContaining([
			'LICENSE',
			'README.md',
			'package.json',
			'dist/nodes/Wan/Wan.node.js',
			'dist/nodes/Wan/Wan.node.json',
			'dist/nodes/Wan/wan.svg',
			'dist/nodes/Wan/wan.dark.svg',
			'dist/nodes/WanTrigger/WanTrigger.node.js',
			'dist/nodes/WanTrigger/WanTrigger.node.json',
			'dist/nodes/WanTrigger/wanTrigger.svg',
			'dist/nodes/WanTrigger/wanTrigger.dark.svg',
			'dist/nodes/WanEventTrigger/WanEventTrigger.node.js',
			'dist/nodes/WanEventTrigger/WanEventTrigger.node.json',
			'dist/credentials/ModelStudioApi.credentials.js',
			'dist/credentials/ModelStudioEventsApi.credentials.js',
			'dist/credentials/modelStudio.svg',
			'dist/credentials/modelStudio.dark.svg',
		]),
	);
	expect(files.filter((file) => /\.ts$|^test|^nodes|^scripts|\.map$/.test(file))).toEqual([]);
});

it('needs nothing at run time but n8n itself', () => {
	const manifest = JSON.parse(readFileSync(path.join(unpacked, 'package.json'), 'utf8')) as Record<
		string,
		unknown
	>;
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	const required = new Set<string>();
	for (const file of files.filter((name) => name.endsWith('.js'))) {
		const text = readFileSync(path.join(unpacked, file), 'utf8');
		for (const [, name] of text.matchAll(/require\("([^."][^"]*)"\)/g)) required.add(name ?? '');
	}
	expect([...required].sort()).toEqual(['crypto', 'n8n-workflow']);
});

it("loads with n8n's own loader, icons and codex included, and makes a video", async () => {
	const engine = await Engine.start(unpacked, true);
	const { description } = engine.nodeTypes().getByNameAndVersion('n8n-nodes-wan.wan') as INodeType;
	expect(description.codex).toMatchObject({
		alias: expect.arrayContaining(['Image to Video', 'DashScope']),
		categories: expect.arrayContaining(['AI']),
	});
	// n8n's editor loads it at each start.
	expect(JSON.stringify(description).length).toBeLessThan(250_000);
	expect(description.iconUrl).toEqual({
		light: 'icons/n8n-nodes-wan/dist/nodes/Wan/wan.svg',
		dark: 'icons/n8n-nodes-wan/dist/nodes/Wan/wan.dark.svg',
	});

	const standIn = await startStandIn({ taskSeconds: 1 });
	try {
		const run = await engine.run({
			nodes: [
				{
					id: 'w',
					name: 'Wan',
					type: 'n8n-nodes-wan.wan',
					typeVersion: 1,
					position: [0, 0],
					parameters: imageToVideo(),
					credentials: { modelStudioApi: { id: '1', name: 'Model Studio' } },
				},
			],
			connections: {},
			credential: credentialFor(standIn),
		});
		expect(lastRun(run, 'Wan')?.data?.main?.[0]?.[0]?.binary?.data?.mimeType).toBe('video/mp4');
	} finally {
		await standIn.close();
	}
});

it("passes every rule of n8n's scanner, as the built package and as source", async () => {
	expect(await verdicts).toEqual({ built: { passed: true }, source: { passed: true } });
});
