import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { pollNotes } from '../../nodes/WanTrigger/pollNotes';
import { Poller } from '../harness/poller';
import { submitTasks } from '../harness/submitted';
import { engine, standIn, startAnotherService, useEngine } from '../harness/suite';
import { credentialFor } from '../harness/wan';

useEngine({ taskSeconds: 60, strictRates: false });

beforeEach(async () => {
	pollNotes.clear();
});

const ids = (items: INodeExecutionData[]) => items.map(({ json }) => String(json.taskId));
const started = async (parameters: INodeParameters = {}) => {
	const poller = new Poller(engine, standIn, parameters);
	await poller.poll();
	return poller;
};
const endedTasks = async (count: number) => {
	const taskIds = await submitTasks(standIn, count);
	standIn.advance(600);
	return taskIds as [string, ...string[]];
};

it.each(['queryLagSeconds', 'unknownSeconds'] as const)(
	'tells a task when its own answer says that it has ended, and not when only the list does (%s)',
	async (lag) => {
		const poller = await started();
		standIn.list[lag] = 3600;
		const [taskId] = await endedTasks(1);
		for (let polls = 0; polls < 3; polls++) expect(await poller.poll()).toEqual([]);
		standIn.advance(3600);
		const items = await poller.poll();
		expect(items.map(({ json }) => [json.taskId, json.taskStatus])).toEqual([[taskId, 'SUCCEEDED']]);
		expect(await poller.poll()).toEqual([]);
		expect(poller.shown).toEqual([]);
	},
);

it('shows once that a task cannot be looked up, and tells it as soon as it can', async () => {
	const poller = await started();
	const taskIds = await endedTasks(3);
	const refusal = { status: 403, code: 'AccessDenied', message: 'No' };
	standIn.misbehave({ on: 'query', what: '500', which: 'all', ...refusal });
	for (let polls = 0; polls < 3; polls++) expect(await poller.poll()).toEqual([]);
	expect(poller.shown).toEqual([expect.stringMatching(/could not be queried.*and 2 more/)]);
	standIn.behave();
	expect(ids(await poller.poll()).sort()).toEqual([...taskIds].sort());
	expect(await poller.poll()).toEqual([]);
});

it('does not tell the old tasks of another account, and goes on where it was with the first one', async () => {
	const other = await startAnotherService({ taskSeconds: 0.01, strictRates: false, apiKey: 'sk-other' });
	await submitTasks(other, 3);
	other.advance(600);
	const poller = await started();
	poller.changeCredential(credentialFor(other));
	expect(await poller.poll()).toEqual([]);
	const taskIds = await endedTasks(2);
	const more = await submitTasks(other, 1);
	other.advance(600);
	expect(ids(await poller.poll())).toEqual(more);
	poller.changeCredential(credentialFor(standIn));
	expect(ids(await poller.poll()).sort()).toEqual([...taskIds].sort());
	expect(JSON.stringify(poller.saved())).not.toContain('sk-');
});

it.each([
	['catchUp', 'activate', 2],
	['leaveOut', 'activate', 0],
	['leaveOut', 'init', 2],
] as const)(
	'with %s, what ended before an activation by %s starts the workflow for %i tasks',
	async (whenSwitchedOnAgain, activation, count) => {
		const before = await started();
		const taskIds = await endedTasks(2);
		const parameters = { options: { whenSwitchedOnAgain } };
		const poller = new Poller(engine, standIn, parameters, before.saved(), activation);
		expect(ids(await poller.poll())).toHaveLength(count);
		const [later] = await endedTasks(1);
		expect(ids(await poller.poll())).toEqual([later]);
		expect(taskIds).not.toContain(later);
	},
);

it('reads what 0.1.0 has kept', async () => {
	const [old, fresh] = await endedTasks(2);
	const kept = { 'node:Wan Trigger': { told: { [old]: Date.now() }, polledAt: Date.now() } };
	const poller = new Poller(engine, standIn, {}, kept, 'init');
	expect(ids(await poller.poll())).toEqual([fresh]);
});

it('starts nothing for image and speech tasks, whether the list tells what they are or not', async () => {
	const poller = await started({ events: ['SUCCEEDED', 'FAILED'] });
	standIn.addOtherTasks(2);
	standIn.advance(600);
	expect(await poller.poll()).toEqual([]);
	standIn.list.withoutKeys = true;
	expect(await poller.poll()).toEqual([]);
	const taskIds = await endedTasks(1);
	expect(ids(await poller.poll())).toEqual(taskIds);
});

it('brings the other videos at once where one link is bad, and that one at a later poll', async () => {
	const poller = await started({ options: { downloadVideo: true } });
	const taskIds = await endedTasks(6);
	standIn.misbehave({ on: 'download', what: 'hang', which: 1 });
	standIn.misbehave({ on: 'download', what: '500', status: 403, which: (n) => n > 6 });
	const told = await poller.poll();
	standIn.behave();
	told.push(...(await poller.poll()));
	expect(ids(told).sort()).toEqual([...taskIds].sort());
	expect(told.filter(({ binary }) => !binary)).toEqual([]);
});

it.each([
	[{ events: ['SUCEEDED'] }, 'Trigger On is SUCEEDED'],
	[{ events: [] }, 'Trigger On is empty'],
	[{ models: ['wan2.6-i2v-flsh'] }, 'Models is wan2.6-i2v-flsh'],
	[{ models: '={{ [""] }}' }, 'Models is empty'],
	[{ simple: '={{ [] }}' }, 'Simplify is []'],
	[{ options: { whenSwitchedOnAgain: '={{ [] }}' } }, 'When Switched On Again is []'],
])('refuses %j, in the editor as well', async (parameters, words) => {
	const poller = new Poller(engine, standIn, parameters);
	await expect(poller.poll()).rejects.toThrow(words);
	await expect(poller.poll('manual')).rejects.toThrow(words);
});
