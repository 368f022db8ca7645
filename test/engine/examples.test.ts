/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IConnections, INode } from 'n8n-workflow';

import { Engine, lastRun } from '../harness/engine';
import { backToRealTime, startInFastTime } from '../harness/fastTime';
import { sha256 } from '../harness/hash';
import { credentialFor, packageDirectory } from '../harness/wan';
import type { StandIn } from '../standIn';

interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
}

const examples = path.join(packageDirectory, 'examples');
const image = path.join(packageDirectory, 'test/fixtures/images/first-frame.jpg');
const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-examples-'));

let engine: Engine;
let standIn: StandIn;

beforeAll(async () => {
	engine = await Engine.start(packageDirectory);
});
beforeEach(async () => {
	standIn = await startInFastTime(100, { taskSeconds: 30 });
});
afterEach(async () => {
	backToRealTime();
	await standIn.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const load = (file: string) => JSON.parse(readFileSync(path.join(examples, file), 'utf8')) as WorkflowFile;

it.each(readdirSync(examples).filter((file) => file.endsWith('.json')))('%s is a workflow that n8n can import', (file) => {
	const { name, nodes, connections } = load(file);
	expect(name).toMatch(/^Wan: /);
	const names = nodes.map((node) => node.name);
	expect(new Set(names).size).toBe(names.length);
	expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
	for (const [from, { main }] of Object.entries(connections)) {
		expect(names).toContain(from);
		for (const to of (main ?? []).flat()) expect(names).toContain(to?.node);
	}
	// An example shows how to call the service; it must never carry somebody's key.
	expect(JSON.stringify(nodes)).not.toMatch(/sk-\w{8}/);
});

it('01: an image file becomes a video on disk', async () => {
	const workflow = load('01-image-file-to-disk.json');
	for (const { name, parameters } of workflow.nodes) {
		if (name === 'Read Image') parameters.fileSelector = image;
		if (name === 'Write Video') parameters.fileName = `=${folder}/{{ $json.taskId }}.mp4`;
	}
	const run = await engine.run({ ...workflow, credential: credentialFor(standIn) });
	expect(run.data.resultData.error).toBeUndefined();
	const { fileName, taskId } = lastRun(run, 'Write Video')?.data?.main?.[0]?.[0]?.json ?? {};
	expect(sha256(readFileSync(String(fileName)))).toBe(await standIn.videoSha256(String(taskId)));
});
