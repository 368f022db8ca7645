/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { IDataObject } from 'n8n-workflow';

import { startStandIn, type AcceptedTask, type StandIn, type StandInOptions } from '../../standIn';
import { waitFor, type StoredWorkflow, type WorkflowFile } from '../rest';
import type { Studio } from '../world';
import type { Cluster } from './cluster';
import { webhookPath } from './workflows';

const photo = readFileSync(path.resolve(__dirname, '../../fixtures/images/first-frame.jpg'));

/** What a proof plays on: a service of its own, images in a folder, and a place for the videos and one for their IDs. */
export class Stage implements Studio {
	private constructor(
		readonly name: string,
		private readonly cluster: Cluster,
		readonly standIn: StandIn,
		readonly data: IDataObject,
		readonly credential: { id: string; name: string },
		/** ID of a Data Table whose column `taskId` has the tasks whose videos are stored. */
		readonly table: string,
	) {}

	static async open(name: string, cluster: Cluster, images: number, options: StandInOptions): Promise<Stage> {
		const standIn = await startStandIn({ strict: true, ...options });
		const { rest } = cluster;
		const data = {
			apiKey: standIn.apiKey,
			region: 'ap-southeast-1',
			workspaceId: '',
			baseUrl: standIn.baseUrl,
		};
		const credential = await rest.createCredential('modelStudioApi', name, data);
		const project = await rest.get<{ id: string }>('/rest/projects/personal');
		const columns = [{ name: 'taskId', type: 'string' }];
		const table = await rest.post<{ id: string }>(`/rest/projects/${project.id}/data-tables`, {
			name,
			columns,
		});
		const stage = new Stage(name, cluster, standIn, data, credential, table.id);
		mkdirSync(path.join(stage.folder, 'images'), { recursive: true });
		mkdirSync(path.join(stage.folder, 'videos'));
		for (let n = 1; n <= images; n++) {
			// What comes after the end of a JPEG is passed over, so each is another file and the same picture.
			const image = Buffer.concat([photo, Buffer.from(`image ${n} of ${name}`)]);
			writeFileSync(path.join(stage.folder, 'images', `${String(n).padStart(3, '0')}.jpg`), image);
		}
		return stage;
	}

	get folder(): string {
		return path.join(this.cluster.files, this.name);
	}

	/** Stores the workflow in n8n and publishes it. */
	async publish(file: WorkflowFile): Promise<StoredWorkflow> {
		const workflow = await this.cluster.rest.importWorkflow(file);
		await this.cluster.rest.activate(workflow);
		return workflow;
	}

	/** Starts a published workflow as the world outside does, and gives the execution. */
	async call(workflow: StoredWorkflow): Promise<string> {
		const { main, rest } = this.cluster;
		const before = (await rest.executions(workflow)).length;
		const url = `${main.url}/webhook/${webhookPath(this, workflow.name)}`;
		// n8n says that a workflow is published before its webhook listens.
		await waitFor(`${url} to listen`, 60, async () => (await fetch(url, { method: 'POST' })).ok);
		return await waitFor('the execution to be listed', 30, async () => {
			const executions = await rest.executions(workflow);
			return executions.length > before && executions[0]?.id;
		});
	}

	tasks(): AcceptedTask[] {
		return [...this.standIn.tasks.values()];
	}

	/** Videos in the folder, by their tasks. */
	storedVideos(): string[] {
		return readdirSync(path.join(this.folder, 'videos')).map((name) => path.basename(name, '.mp4'));
	}

	/** That there is the whole video of each of these tasks. */
	async assertStored(tasks: AcceptedTask[]): Promise<void> {
		for (const { taskId } of tasks) {
			const file = path.join(this.folder, 'videos', `${taskId}.mp4`);
			assert(existsSync(file), `There is no video of task ${taskId}`);
			assert.equal(
				await sha256OfFile(file),
				await this.standIn.videoSha256(taskId),
				`video of task ${taskId}`,
			);
		}
	}

	async close(): Promise<void> {
		await this.standIn.close();
	}
}

/** That so many images were made into one video each. The service charges tasks, so a second one would be paid, too. */
export function assertPaidOnce(tasks: AcceptedTask[], images: number): void {
	const links = tasks.map(({ body }) => (body as { input: { img_url: string } }).input.img_url);
	assert.equal(new Set(links).size, images, 'images that became videos');
	assert.equal(tasks.length, images, 'tasks that are paid for');
}

async function sha256OfFile(file: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(file), hash);
	return hash.digest('hex');
}
