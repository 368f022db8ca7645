/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INode } from 'n8n-workflow';

import { FILES, loadExample } from '../harness/exampleWorkflow';
import { sha256 } from '../harness/hash';
import type { StandIn } from '../standIn';
import type { StoredWorkflow } from './rest';
import type { Studio, World } from './world';

export interface ExampleSettings {
	/** Addresses and paths that a user would set, too, each with what stands in for it. */
	replacements?: Record<string, string>;
	/** Credentials besides Model Studio's, by their type. */
	credentials?: Record<string, { id: string; name: string }>;
	/** What a user would set in a node. */
	change?: (node: INode) => void;
}

/** Imports an example as a user does: pastes it, and chooses credentials. @throws when it needs one that is not given. */
export async function importExample(
	world: World,
	studio: Studio,
	file: string,
	settings: ExampleSettings = {},
): Promise<StoredWorkflow> {
	const workflow = loadExample(file, settings.replacements);
	const credentials: ExampleSettings['credentials'] = {
		modelStudioApi: studio.credential,
		...settings.credentials,
	};
	for (const node of workflow.nodes) {
		for (const type of Object.keys(node.credentials ?? {})) {
			const chosen = credentials[type];
			if (!chosen) throw new Error(`${file} needs a credential of the type ${type}`);
			node.credentials = { ...node.credentials, [type]: chosen };
		}
		settings.change?.(node);
	}
	return await world.rest.importWorkflow(workflow);
}

/** A folder of an example's own where n8n may read and write, and the replacement that puts the example's files there. */
export function filesOf(
	world: World,
	name: string,
): { folder: string; replacements: Record<string, string> } {
	const folder = path.join(world.filesFolder, name);
	mkdirSync(folder, { recursive: true });
	return { folder, replacements: { [FILES]: folder } };
}

/** The tasks whose videos lie in the folder, sorted. @throws when a file is not the video of the task in its name. */
export async function videosOnDisk(folder: string, standIn: StandIn): Promise<string[]> {
	const names = readdirSync(folder).filter((name) => name.endsWith('.mp4'));
	for (const name of names) {
		const hash = await standIn.videoSha256(path.basename(name, '.mp4'));
		if (sha256(readFileSync(path.join(folder, name))) !== hash)
			throw new Error(`${name} is not its task's video`);
	}
	return names.map((name) => path.basename(name, '.mp4')).sort();
}
