import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { lastRun } from '../harness/engine';
import { engine, standIn, useEngine } from '../harness/suite';
import { credentialFor, imageToVideo } from '../harness/wan';
import type { RequestKind } from '../standIn';

useEngine({ taskSeconds: 20, strictRates: false });

/** Of 5 seconds in 720P with wan2.6-i2v-flash. */
const PRICE = 0.25;

/** A tool that makes a video for USD 0.25, with a limit that three of them stay below. */
const tool = (options: INodeParameters | string = {}, more: INodeParameters = {}) =>
	imageToVideo({
		prompt: "={{ $fromAI('prompt', 'What happens', 'string') }}",
		resolution: '720P',
		duration: 5,
		waitForVideo: false,
		options: typeof options === 'string' ? options : { spendingLimit: 0.8, ...options },
		...more,
	});

interface Calls {
	/** `asks`: n8n's newer way, where the engine runs the tool like any node. */
	way?: 'calls' | 'calls at once' | 'asks';
	/** Settings of the tool's node. */
	node?: Partial<INode>;
}

/** An agent calls the tool once for each of these arguments, and takes errors for answers. */
async function call(
	parameters: INodeParameters,
	calls: IDataObject[],
	{ way = 'calls', node = {} }: Calls = {},
) {
	const parts = { typeVersion: 1, position: [0, 0] as [number, number] };
	const run = await engine.run({
		nodes: [
			{ ...parts, id: 's', name: 'Start', type: 'test.start', parameters: {} },
			{
				...parts,
				id: 'a',
				name: 'Agent',
				type: way === 'asks' ? 'test.requestingAgent' : 'test.agent',
				parameters: { goesOn: true, atOnce: way === 'calls at once' },
			},
			{
				...parts,
				id: 'w',
				name: 'Wan',
				type: 'n8n-nodes-wan.wanTool',
				parameters,
				credentials: { modelStudioApi: { id: '1', name: 'Model Studio' } },
				...node,
			},
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Wan: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
		items: calls.map((json) => ({ json })),
		credential: credentialFor(standIn),
	});
	expect(run.data.resultData.error).toBeUndefined();
	const items = lastRun(run, 'Agent')?.data?.main?.[0] ?? [];
	return { run, responses: items.map(({ json }) => String(json.response)) };
}

const wishes = (count: number) => Array.from({ length: count }, (_, n) => ({ prompt: `A dog swims ${n}` }));
/** The service refuses the first call of a kind, for good. */
const refuseFirst = (on: RequestKind) =>
	standIn.misbehave({ on, what: '500', status: 400, code: 'InvalidParameter', message: 'odd', which: 1 });

const refused = (responses: string[]) => responses.map((response) => response.includes('Spending Limit'));

describe.each(['calls', 'calls at once', 'asks'] as const)('An agent that %s', (way) => {
	it('gets no more videos than the limit covers in an execution, and is told why', async () => {
		const { responses } = await call(tool(), wishes(5), { way });
		expect(standIn.tasks.size).toBe(3);
		expect(refused(responses).sort()).toEqual([false, false, false, true, true]);
		expect(responses.find((response) => response.includes('Spending Limit'))).toContain(
			`This run costs USD ${PRICE}, more than the 0.05 left of the Spending Limit of 0.8, which only the workflow's author can raise`,
		);
	});

	it('may spend the limit to the last digit', async () => {
		await call(tool({ spendingLimit: 3 * PRICE }), wishes(4), { way });
		expect(standIn.tasks.size).toBe(3);
	});

	it('has what a refused create call was to cost back', async () => {
		refuseFirst('submit');
		const { responses } = await call(tool(), wishes(5), { way });
		expect(standIn.tasks.size).toBe(way === 'calls at once' ? 2 : 3);
		// At once, the third of three was under way when the last two asked.
		expect(refused(responses).filter(Boolean)).toHaveLength(way === 'calls at once' ? 2 : 1);
	});

	it('has what a failed task was to cost back', async () => {
		standIn.script({ status: 'FAILED', code: 'InvalidParameter', message: 'odd', afterSeconds: 3 });
		const { responses } = await call(tool({}, { waitForVideo: true }), wishes(4), { way });
		expect(standIn.tasks.size).toBe(way === 'calls at once' ? 3 : 4);
		expect(refused(responses).filter(Boolean)).toHaveLength(way === 'calls at once' ? 1 : 0);
	});

	it('pays for a create call whose answer was lost', async () => {
		standIn.misbehave({ on: 'submit', what: 'reset', which: 1 });
		const { responses } = await call(tool(), wishes(4), { way });
		expect(standIn.count('submit')).toBe(3);
		expect(refused(responses).filter(Boolean)).toHaveLength(1);
	});
});

it('a new execution has the whole limit again', async () => {
	await call(tool(), wishes(3));
	await call(tool(), wishes(3));
	expect(standIn.tasks.size).toBe(6);
});

it('another try of one of several calls at once takes up its task', async () => {
	refuseFirst('query');
	const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
	const parameters = tool({ spendingLimit: 2 * PRICE }, { waitForVideo: true });
	const { responses } = await call(parameters, wishes(2), { way: 'calls at once', node });
	expect(responses).toEqual(Array(2).fill(expect.stringContaining('SUCCEEDED')));
	expect(standIn.count('submit')).toBe(2);
});

it.each(['calls', 'asks'] as const)(
	'another try of a call is not counted twice by an agent that %s',
	async (way) => {
		refuseFirst('query');
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const parameters = tool({ spendingLimit: PRICE }, { waitForVideo: true });
		const { responses } = await call(parameters, wishes(1), { way, node });
		expect(responses[0]).toContain('SUCCEEDED');
		expect(standIn.count('submit')).toBe(1);
	},
);

it('a task that is resumed costs nothing again', async () => {
	await call(tool(), wishes(1));
	const [taskId = ''] = standIn.tasks.keys();
	const options = { spendingLimit: 0, taskIdToResume: "={{ $fromAI('taskId', 'Task', 'string') }}" };
	const { responses } = await call(tool(options, { waitForVideo: true }), [{ prompt: '', taskId }]);
	expect(responses[0]).toContain('SUCCEEDED');
	expect(standIn.count('submit')).toBe(1);
});

it('what a video is billed counts, not the most that it could have cost', async () => {
	const parameters = {
		resource: 'video',
		operation: 'edit',
		model: { __rl: true, mode: 'list', value: 'wan2.7-videoedit' },
		prompt: "={{ $fromAI('prompt', 'What happens', 'string') }}",
		videoSource: 'url',
		videoUrl: 'https://example.com/clip.mp4',
		options: { spendingLimit: 5.5 },
	};
	const { responses } = await call(parameters, wishes(2));
	expect(refused(responses)).toEqual([false, false]);
	expect(standIn.tasks.size).toBe(2);
});

describe('A limit in the hand of the agent is refused before anything is sent', () => {
	const byAgent = (type = 'number') => `={{ $fromAI('value', 'The value', '${type}') }}`;

	it.each<INodeParameters>([
		{ spendingLimit: byAgent() },
		{ spendingLimit: "={{ Number($fromai('value', 'The value', 'number')) * 2 }}" },
		{ spendingLimit: '={{ $json.value }}' },
		{ spendingLimit: '={{ $parameter.prompt.length }}' },
		{ pricePerSecond: byAgent() },
		{ additionalParameters: byAgent('json') },
		{ additionalInput: byAgent('json') },
	])('%j', async (options) => {
		for (const way of ['calls', 'asks'] as const) {
			const value = JSON.stringify(options).includes("'json'") ? { duration: 5 } : 1000;
			const { responses } = await call(tool(options), [{ prompt: 'A dog', value }], { way });
			expect(responses[0]).toContain(
				'The agent can change Spending Limit, Price per Second or a JSON field, so the limit cannot be enforced',
			);
		}
		expect(standIn.books).toEqual([]);
	});

	it('also where it comes to nothing', async () => {
		const { responses } = await call(tool({ spendingLimit: '={{ $vars.limit }}' }), wishes(1));
		expect(responses[0]).toContain('Spending Limit is empty');
		expect(standIn.books).toEqual([]);
	});
});

it('an expression of the author is no hand of the agent', async () => {
	const { responses } = await call(tool({ spendingLimit: '={{ $now.year > 2000 ? 0.3 : 0.1 }}' }), wishes(2));
	expect(refused(responses)).toEqual([false, true]);
});

it('a length below nothing, which a model may read as its own choice, has no price', async () => {
	const parameters = tool(
		{ spendingLimit: 1, pricePerSecond: 1, bodyDialect: 'flat' },
		{
			model: { __rl: true, mode: 'id', value: 'wan9-i2v' },
			duration: "={{ $fromAI('seconds', 'Seconds', 'number') }}",
		},
	);
	const { responses } = await call(parameters, [{ prompt: 'A dog', seconds: -1 }]);
	expect(responses[0]).toContain('The price of wan9-i2v is not known');
	expect(standIn.books).toEqual([]);
});

it('a limit from a node before the agent holds', async () => {
	const { responses } = await call(tool({ spendingLimit: "={{ $('Start').first().json.limit }}" }), [
		{ prompt: 'A dog', limit: 0.3 },
		{ prompt: 'A cat', limit: 0.3 },
	]);
	expect(refused(responses)).toEqual([false, true]);
});

it('counts what the agent itself chooses: model, resolution and length', async () => {
	const parameters = tool(
		{ spendingLimit: 2, pricePerSecond: 0.01 },
		{
			model: { __rl: true, mode: 'id', value: "={{ $fromAI('model', 'Model', 'string') }}" },
			resolution: "={{ $fromAI('resolution', 'Resolution', 'string') }}",
			duration: "={{ $fromAI('seconds', 'Seconds', 'number') }}",
		},
	);
	const { responses } = await call(parameters, [
		{ prompt: 'Dear', model: 'wan2.6-i2v', resolution: '1080P', seconds: 15 },
		{ prompt: 'Cheap', model: 'wan2.6-i2v-flash', resolution: '720P', seconds: 2 },
	]);
	expect(refused(responses)).toEqual([true, false]);
});

it("counts what the author's JSON asks for, and refuses several videos by it", async () => {
	const longer = await call(tool({ additionalParameters: '{"duration": 15}' }), wishes(2));
	expect(refused(longer.responses)).toEqual([false, true]);
	const several = await call(tool({ additionalParameters: '{"n": 4}' }), wishes(1));
	expect(several.responses[0]).toContain(
		'The price of wan2.6-i2v-flash is not known, and a Spending Limit is set',
	);
	expect(standIn.tasks.size).toBe(1);
});

it('refuses a model without a price', async () => {
	const model = { __rl: true, mode: 'id', value: "={{ $fromAI('model', 'Model', 'string') }}" };
	const { responses } = await call(tool({ bodyDialect: 'flat' }, { model }), [
		{ prompt: 'A dog', model: 'wan9-i2v' },
	]);
	expect(responses[0]).toContain('The price of wan9-i2v is not known');
	expect(standIn.books).toEqual([]);
});

it('without a limit the agent is free, and the author is told', async () => {
	const { run, responses } = await call(tool('={{ {} }}'), wishes(4));
	expect(refused(responses)).toEqual([false, false, false, false]);
	expect(lastRun(run, 'Wan')?.hints?.[0]?.message).toContain('No Spending Limit');
});
