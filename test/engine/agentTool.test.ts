import type { INode, INodeParameters } from 'n8n-workflow';

import { lastRun } from '../harness/engine';
import { submitTasks, task } from '../harness/submitted';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { credentialFor, imageToVideo } from '../harness/wan';

useEngine();

/** An agent calls Wan as its tool, through n8n's own path for tools. */
async function askTool(parameters: INodeParameters, args: Record<string, string>) {
	const node = (name: string, type: string, more: Partial<INode> = {}): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const run = await engine.run({
		nodes: [
			node('Agent', 'test.agent'),
			node('Wan', 'n8n-nodes-wan.wanTool', {
				parameters,
				credentials: { modelStudioApi: { id: '1', name: 'Model Studio' } },
			}),
		],
		connections: { Wan: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] } },
		items: [{ json: args }],
		credential: credentialFor(standIn),
	});
	const text = lastRun(run, 'Agent')?.data?.main?.[0]?.[0]?.json.response as string | undefined;
	const [response] = text ? (JSON.parse(text) as Array<Record<string, unknown>>) : [];
	return { run, text, response, error: run.data.resultData.error as { message: string } | undefined };
}

const fromAgent = (key: string) => `={{ $fromAI('${key}', '${key} of the video', 'string') }}`;

describe('As a tool of an AI agent', () => {
	it('submits and answers at once when it is not to wait, with the next step', async () => {
		await startService({ taskSeconds: 600 });
		const parameters = imageToVideo({ prompt: fromAgent('prompt'), waitForVideo: false });
		const { response, text, error } = await askTool(parameters, { prompt: 'A dog swims' });
		expect(error).toBeUndefined();
		const [accepted] = [...standIn.tasks.values()];
		expect(accepted?.body.input.prompt).toBe('A dog swims');
		expect(response).toMatchObject({
			taskId: accepted?.taskId,
			taskStatus: 'PENDING',
			nextStep: expect.stringContaining('Task: Get'),
		});
		expect(text?.length).toBeLessThan(500);
		expect(standIn.count('query')).toBe(0);
	});

	it('waits when it is to wait, and answers with the link and until when it works, without the file', async () => {
		await startService({ taskSeconds: 30 });
		const { response, error } = await askTool(imageToVideo({ prompt: fromAgent('prompt') }), {
			prompt: 'A dog swims',
		});
		expect(error).toBeUndefined();
		expect(response).toMatchObject({
			taskStatus: 'SUCCEEDED',
			videoUrl: expect.stringContaining('http'),
			nextStep: expect.stringContaining('videoUrl'),
		});
		expect(Date.parse(String(response?.videoUrlExpiresAt))).not.toBeNaN();
		expect(response).not.toHaveProperty('actualPrompt');
		expect(standIn.count('download')).toBe(0);
	});

	it('looks at a task by the ID that the agent gives, and says what to do with a failed one', async () => {
		await startService({ taskSeconds: 5 });
		standIn.script({
			status: 'FAILED',
			code: 'DataInspectionFailed',
			message: 'Output data may contain inappropriate content.',
		});
		const [taskId = ''] = await submitTasks(standIn, 1);
		standIn.advance(60);
		const { response } = await askTool(task('get', { taskId: fromAgent('taskId') }), { taskId });
		expect(response).toMatchObject({
			taskId,
			taskStatus: 'FAILED',
			errorCode: 'DataInspectionFailed',
			nextStep: expect.any(String),
		});
	});

	it('keeps running where an execution cannot be suspended', async () => {
		await startService({ taskSeconds: 30 });
		const [taskId = ''] = await submitTasks(standIn, 1);
		const { response, run } = await askTool(
			task('wait', { taskId: fromAgent('taskId'), whileWaiting: 'suspend' }),
			{ taskId },
		);
		expect(response).toMatchObject({ taskId, taskStatus: 'SUCCEEDED' });
		expect(run.waitTill).toBeUndefined();
		expect(lastRun(run, 'Wan')?.hints?.[0]?.message).toContain('cannot suspend the execution');
	});

	it('tells the agent what went wrong and what to do', async () => {
		await startService({ taskSeconds: 600 });
		const [taskId = ''] = await submitTasks(standIn, 1);
		standIn.advance(10);
		const { error } = await askTool(task('cancel', { taskId: fromAgent('taskId') }), { taskId });
		expect(error?.message).toContain('The task is RUNNING');
		expect(error?.message).toContain('Fetch its video with Task: Wait');
	});
});
