/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * npm run screenshots: the package in n8n's real editor, in Chromium, against the stand-in service. All pictures go to
 * demo-output/screenshots, and those of the documents to docs/images.
 *
 *   npm run screenshots -- --only fields,run   only some of the scenes
 *   npm run screenshots -- --theme dark        in one theme only
 */
import path from 'node:path';
import { parseArgs } from 'node:util';

import { credentialFor } from '../harness/wan';
import { startStandIn, type StandIn } from '../standIn';
import { Album } from './editor/album';
import { Editor, type Theme } from './editor/editor';
import type { Scene } from './editor/scene';
import { canvas } from './editor/scenes/canvas';
import { credential } from './editor/scenes/credential';
import { errors } from './editor/scenes/errors';
import { fields } from './editor/scenes/fields';
import { film } from './editor/scenes/film';
import { lists } from './editor/scenes/lists';
import { nodesPanel } from './editor/scenes/nodesPanel';
import { run } from './editor/scenes/run';
import { tasks } from './editor/scenes/tasks';
import { trigger } from './editor/scenes/trigger';
import { manifest } from './registry';
import { World, type Studio } from './world';

const scenes: Record<string, Scene> = {
	nodesPanel,
	credential,
	fields,
	lists,
	film,
	run,
	errors,
	tasks,
	trigger,
	canvas,
};

/** Pictures of the documents, by the name of the shot. */
const published = {
	film: 'video-from-an-image',
	'fields-wan2.7-i2v': 'fields-follow-the-model',
	'lists-resolution': 'price-with-each-resolution',
	'errors-on-the-node': 'error-on-the-node',
	'tasks-suspended-loop': 'suspended-wait',
	'nodesPanel-actions': 'actions-in-the-panel',
	'run-dry': 'dry-run',
};

const root = path.resolve(__dirname, '../..');

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { only: { type: 'string' }, theme: { type: 'string' } } });
	const wanted = values.only?.split(',') ?? Object.keys(scenes);
	const unknown = wanted.filter((name) => !(name in scenes));
	if (unknown.length > 0)
		throw new Error(`--only knows ${Object.keys(scenes).join(', ')}, not ${unknown.join(', ')}`);
	const themes = values.theme ? [values.theme as Theme] : (['light', 'dark'] as const);

	const album = new Album(path.join(root, 'demo-output/screenshots'));
	const failed: string[] = [];
	const world = await World.open(undefined);
	const standIn = await startStandIn({ taskSeconds: 6, pendingSeconds: 1 });
	const filming = await startStandIn({ taskSeconds: 2, video: path.join(__dirname, 'editor/film/sea.mp4') });
	try {
		await world.rest.installPackage(manifest.name, manifest.version);
		const sea = await studioOf(world, filming);
		const studio = await studioOf(world, standIn);
		for (const theme of themes) {
			for (const name of wanted) {
				const editor = await Editor.open(world, album, theme);
				const ok = await scenes[name]?.(editor, name === 'film' ? sea : studio).then(
					() => true,
					async (error: unknown) => {
						failed.push(`${name} (${theme})`);
						await editor.shot(`failed-${name}`);
						console.error(error);
					},
				);
				console.log(`${ok ? 'seen  ' : 'FAILED'}  ${name}, ${theme}`);
				standIn.behave();
				await editor.close();
			}
		}
	} finally {
		await world.close();
		await standIn.close();
		await filming.close();
	}
	const sizes = failed.length > 0 ? {} : await album.publish(published, path.join(root, 'docs/images'));
	console.log(`${album.count} pictures in demo-output/screenshots; docs/images: ${JSON.stringify(sizes)}`);
	return failed.length > 0 ? 1 : 0;
}

async function studioOf(world: World, standIn: StandIn): Promise<Studio> {
	const data = credentialFor(standIn);
	const name = 'Alibaba Cloud Model Studio account';
	return { standIn, data, credential: await world.rest.createCredential('modelStudioApi', name, data) };
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
