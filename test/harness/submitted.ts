import type { INodeParameters } from 'n8n-workflow';

import type { StandIn } from '../standIn';

/** Puts so many tasks into the service without a node, as another execution would have done. Gives their IDs in order. */
export async function submitTasks(
	standIn: StandIn,
	count: number,
	model = 'wan2.6-i2v-flash',
): Promise<string[]> {
	const taskIds: string[] = [];
	for (let n = 0; n < count; n++) {
		const response = await fetch(`${standIn.baseUrl}/services/aigc/video-generation/video-synthesis`, {
			method: 'POST',
			headers: {
				Authorization: `Bearer ${standIn.apiKey}`,
				'Content-Type': 'application/json',
				'X-DashScope-Async': 'enable',
			},
			body: JSON.stringify({
				model,
				input: { prompt: `scene ${n}`, img_url: 'https://example.com/first-frame.png' },
				parameters: {},
			}),
		});
		const body = (await response.json()) as { output?: { task_id: string } };
		if (!body.output) throw new Error(`Not taken: ${JSON.stringify(body)}`);
		taskIds.push(body.output.task_id);
	}
	return taskIds;
}

/** The parameters of an operation on tasks. */
export function task(operation: string, parameters: INodeParameters = {}): INodeParameters {
	return { resource: 'task', operation, ...parameters };
}
