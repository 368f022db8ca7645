import type { INode } from 'n8n-workflow';

import { lastRun } from '../../harness/engine';
import { costTold, loadExample, nodeOf, type WorkflowFile } from '../../harness/exampleWorkflow';
import { engine, standIn, useEngine } from '../../harness/suite';
import { credentialFor } from '../../harness/wan';

/* 09: the agent and its chat model are n8n's; here another agent calls the tools of the example, as they are. */

useEngine({ taskSeconds: 60 });

let example: WorkflowFile;

beforeEach(async () => {
	// n8n fills in the parameters of the nodes that it is given.
	example = loadExample('09-agent-with-wan-tool.json');
});

/** The agent calls a tool with each of these arguments. Gives the first answer. */
async function call(tool: string, ...args: Array<Record<string, string>>): Promise<Record<string, unknown>> {
	const agent: INode = {
		id: 'agent',
		name: 'Agent',
		type: 'test.agent',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const run = await engine.run({
		nodes: [agent, nodeOf(example, tool)],
		connections: { [tool]: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] } },
		items: args.map((json) => ({ json })),
		credential: credentialFor(standIn),
	});
	if (run.data.resultData.error) throw run.data.resultData.error;
	const text = lastRun(run, 'Agent')?.data?.main?.[0]?.[0]?.json.response as string;
	const [response = {}] = JSON.parse(text) as Array<Record<string, unknown>>;
	return response;
}

it('09: one tool submits and answers at once, the other looks and brings the link', async () => {
	const submitted = await call('Make Video', { prompt: 'A dog swims across the bay' });
	const [task] = [...standIn.tasks.values()];
	expect(task?.body).toMatchObject({
		model: 'wan2.2-t2v-plus',
		input: { prompt: 'A dog swims across the bay' },
	});
	expect(submitted).toMatchObject({ taskId: task?.taskId, taskStatus: 'PENDING' });
	expect(standIn.count('query')).toBe(0);
	const cost = Number.parseFloat(String(submitted.estimatedCost));
	expect(Math.round(cost * 100) / 100).toBe(costTold(example));

	const taskId = String(submitted.taskId);
	standIn.advance(120);
	const looked = await call('Look at Video', { taskId });
	expect(looked).toMatchObject({
		taskId,
		taskStatus: 'SUCCEEDED',
		videoUrl: expect.stringContaining(taskId),
	});
	expect(standIn.count('submit')).toBe(1);
	expect(standIn.count('download')).toBe(0);
});

it('09: a call that would cost more than the limit is refused before anything is paid', async () => {
	nodeOf(example, 'Make Video').parameters.size = '1920*1080';
	await expect(call('Make Video', { prompt: 'A dog' })).rejects.toMatchObject({
		message: expect.stringContaining('Spending Limit of 0.15'),
	});
	expect(standIn.count('submit')).toBe(0);
});

it('09: the agent makes one video about a message, however often it calls the tool', async () => {
	const wishes = ['A dog swims', 'A cat sleeps', 'A kite climbs'].map((prompt) => ({ prompt }));
	await expect(call('Make Video', ...wishes)).rejects.toMatchObject({
		message: expect.stringContaining('0.05 left of the Spending Limit of 0.15'),
	});
	expect(standIn.count('submit')).toBe(1);
});
