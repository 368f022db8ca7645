/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * The main job, seen: an image file becomes an MP4 on disk. The workflow of examples/01 runs in n8n's real engine with
 * n8n's own nodes and the built package, loaded by n8n's own loader, against the stand-in service; or, with WAN_API_KEY,
 * the real service.
 */
import { existsSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { IDataObject } from 'n8n-workflow';

import { findModel, regionName, type Region } from '../nodes/core/catalogue';
import { estimateCost } from '../nodes/core/pricing/estimate';
import { probe } from '../nodes/core/media/probe';
import { Engine, lastRun } from '../test/harness/engine';
import { activate, FILES, loadExample, nodeOf, type WorkflowFile } from '../test/harness/exampleWorkflow';
import { startStandIn, type StandIn } from '../test/standIn';

const root = path.resolve(__dirname, '..');
const outputFolder = path.join(root, 'demo-output');
const image = path.resolve(process.env.WAN_IMAGE ?? path.join(root, 'test/fixtures/images/first-frame.jpg'));

async function main(): Promise<number> {
	if (!existsSync(image)) return fail(`There is no image at ${image}.`);
	const workflow = exampleWithOurFiles();

	const key = process.env.WAN_API_KEY;
	const standIn = key ? undefined : await startStandIn({ taskSeconds: 8, pendingSeconds: 1 });
	try {
		if (key && !(await agreesToPay(workflow))) return fail('Nothing was sent.');
		return await runWorkflow(
			workflow,
			standIn ? standInCredential(standIn) : realCredential(key ?? ''),
			standIn,
		);
	} finally {
		await standIn?.close();
	}
}

async function runWorkflow(
	workflow: WorkflowFile,
	credential: IDataObject,
	standIn: StandIn | undefined,
): Promise<number> {
	const started = Date.now();
	const say = (line: string) =>
		console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
	say(
		`Workflow "${workflow.name}" in n8n's engine, against ${standIn ? 'the stand-in service (free, on this machine)' : 'Model Studio'}`,
	);
	say(`Image: ${path.relative(process.cwd(), image)}`);
	const engine = await Engine.start(root, true);
	const run = await engine.run({ ...workflow, credential, onMessage: say });

	const error = run.data.resultData.error;
	if (error) return fail(`${error.message}\n${error.description ?? ''}`);
	const video = lastRun(run, 'Wan')?.data?.main?.[0]?.[0]?.json ?? {};
	const file = String(lastRun(run, 'Write Video')?.data?.main?.[0]?.[0]?.json.fileName);
	const facts = await probe([readFileSync(file)]);
	if (facts.kind !== 'video') return fail(`${file} is not a video.`);
	say(
		`Task ${String(video.taskId)}: ${String(video.taskStatus)}, ${String(video.resolution)}, ${String(video.duration)} s asked for`,
	);
	if (standIn) {
		const requests = standIn.books.map(({ kind }) => kind);
		say(
			`The service saw ${requests.length} requests: ${requests.join(', ')}. Its video is a test picture, not made from the image.`,
		);
	}
	console.log(`\nVideo: ${file}`);
	console.log(
		`${statSync(file).size} bytes, ${facts.format.toUpperCase()} ${facts.videoCodec ?? ''}, ${facts.width}x${facts.height}, ${facts.seconds.toFixed(1)} s, ${facts.hasSound ? 'with sound' : 'silent'}`,
	);
	return 0;
}

/** The example names files as they are in n8n's Docker image; here they are in this folder. */
function exampleWithOurFiles(): WorkflowFile {
	mkdirSync(outputFolder, { recursive: true });
	// In place of `~/.n8n-files`. n8n reads this once, before its first file, and compares real paths.
	process.env.N8N_RESTRICT_FILE_ACCESS_TO = `${path.dirname(realpathSync(image))};${realpathSync(outputFolder)}`;
	const workflow = loadExample('01-image-file-to-disk.json', { [FILES]: outputFolder });
	nodeOf(workflow, 'Read Image').parameters.fileSelector = image;
	return activate(workflow, 'Read Image', 'Write Video');
}

function standInCredential(standIn: StandIn): IDataObject {
	return { apiKey: standIn.apiKey, region: 'ap-southeast-1', workspaceId: '', baseUrl: standIn.baseUrl };
}

function realCredential(apiKey: string): IDataObject {
	return {
		apiKey,
		region: region(),
		workspaceId: process.env.WAN_WORKSPACE_ID ?? '',
		baseUrl: process.env.WAN_BASE_URL ?? '',
	};
}

function region(): Region {
	return (process.env.WAN_REGION ?? 'ap-southeast-1') as Region;
}

/** A real video costs real money: says how much, and asks. */
async function agreesToPay(workflow: WorkflowFile): Promise<boolean> {
	const { parameters } = nodeOf(workflow, 'Wan');
	const model = findModel(String((parameters.model as IDataObject).value));
	if (!model) return false;
	const cost = estimateCost({
		model: model.id,
		region: region(),
		tier: String(parameters.resolution),
		sound: parameters.audio !== false,
		seconds: Number(parameters.duration),
	});
	const amount = cost
		? `about ${cost.amount} ${cost.currency} (${cost.seconds} s at ${cost.perSecond}, price list of ${cost.priceListDate})`
		: 'an amount that the price list does not have for this region';
	console.log(`This makes one real video with ${model.id} in ${regionName(region())} and costs ${amount}.`);
	if (process.argv.includes('--yes')) return true;
	const ask = createInterface({ input: process.stdin, output: process.stdout });
	const response = await ask.question('Make it? (yes/no) ');
	ask.close();
	return /^y(es)?$/i.test(response.trim());
}

function fail(reason: string): number {
	console.error(`\n${reason}`);
	return 1;
}

void main().then((code) => process.exit(code));
