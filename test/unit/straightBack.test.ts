import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { waitSuspended } from '../../nodes/Wan/operations/task/suspend/round';

const taskId = '0385dc79-5ff8-4d82-bcb6-0123456789ab';

/** As much of n8n as a round needs before it queries anything. */
function contextOf(items: INodeExecutionData[], queriedAt: number) {
	const waits: Date[] = [];
	const memory = { wanWaits: { [taskId]: { since: queriedAt, queriedAt } } };
	const entry = { data: { main: [items] }, source: null };
	const context = {
		getInputData: () => items,
		getNode: () => ({ name: 'Wait', parameters: {} }),
		getNodeParameter: (name: string, _index: number, fallback: unknown) =>
			name === 'taskId' ? taskId : fallback,
		getContext: () => memory,
		getExecuteData: () => entry,
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		getCredentials: async () => await Promise.reject(new Error('The vault does not answer')),
		continueOnFail: () => false,
		putExecutionToWait: async (until: Date) => await Promise.resolve(waits.push(until)),
	};
	return { context: context as unknown as IExecuteFunctions, waits };
}

describe('Items of a suspended wait, while the credential cannot be read', () => {
	const items = [{ json: { taskId }, pairedItem: { item: 0 } }];

	test('wait on where they have come straight back, as nothing is to be queried', async () => {
		const { context, waits } = contextOf(items, Date.now());
		expect(await waitSuspended(context)).toEqual([items, []]);
		expect(waits).toHaveLength(1);
	});

	test('fail where they are to be queried', async () => {
		const { context, waits } = contextOf(items, Date.now() - 60_000);
		await expect(waitSuspended(context)).rejects.toThrow('The credential could not be read');
		expect(waits).toEqual([]);
	});
});
