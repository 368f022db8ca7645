import { balance } from '../harness/accounts';
import { TestCredentials } from '../harness/credentials';
import { submitTasks } from '../harness/submitted';
import { engine, standIn, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';

/* A credential that n8n cannot give for a while: a vault is sealed, an expression in it throws, the database is away. */

useEngine({ taskSeconds: 20, strictRates: false });

afterEach(async () => {
	jest.restoreAllMocks();
});

/** @param isAway whether the credential cannot be read, by the number of its readings so far, from 1 */
function credentialIsAway(isAway: (reading: number) => boolean): { readings: () => number } {
	const read = TestCredentials.prototype.getDecrypted;
	let readings = 0;
	jest.spyOn(TestCredentials.prototype, 'getDecrypted').mockImplementation(async function (
		this: TestCredentials,
		...call
	) {
		readings++;
		if (isAway(readings)) throw new Error('Vault is sealed');
		return await read.apply(this, call);
	});
	return { readings: () => readings };
}

const toErrorOutput = { onError: 'continueErrorOutput' as const };
const again = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
const two = [{ json: { n: 0 } }, { json: { n: 1 } }];

it('fails each item by itself, and none leaves through the success output', async () => {
	credentialIsAway(() => true);
	const { items, errorItems } = await runWan(engine, standIn, imageToVideo(), {
		items: two,
		node: toErrorOutput,
	});
	expect(items).toEqual([]);
	expect(errorItems.map(({ json }) => json.error)).toEqual(
		two.map(() => 'The credential could not be read (Vault is sealed)'),
	);
	expect(standIn.books).toEqual([]);
});

it('loses no task, pays for none twice and takes no call for lost, at whichever reading it fails', async () => {
	const { readings } = credentialIsAway(() => false);
	await runWan(engine, standIn, imageToVideo(), { items: two });
	const all = readings();
	expect(all).toBeGreaterThan(8);
	for (let away = 1; away <= all; away++) {
		jest.restoreAllMocks();
		standIn.books.length = 0;
		standIn.tasks.clear();
		credentialIsAway((reading) => reading === away);
		const { items, error } = await runWan(engine, standIn, imageToVideo(), { items: two, node: again });
		expect({ away, error: error?.message }).toEqual({ away, error: undefined });
		expect({ away, ...(await balance(standIn, items)) }).toMatchObject({ away, lost: [], twice: [] });
		expect(standIn.tasks.size).toBe(2);
	}
});

it.each(['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const)(
	'names the tasks that an earlier try has paid for, with On Error: %s',
	async (onError) => {
		standIn.misbehave({ on: 'download', what: 'html', which: 'all' });
		// Each of the two links is tried five times, or until the other one has failed.
		credentialIsAway(() => standIn.count('download') >= 8);
		const node = { ...again, onError };
		const { items, errorItems, error } = await runWan(engine, standIn, imageToVideo(), { items: two, node });
		expect(standIn.count('submit')).toBe(2);
		const said = JSON.stringify([items, errorItems, error?.description]);
		for (const taskId of standIn.tasks.keys()) expect(said).toContain(taskId);
		expect(said + error?.message).toContain('The credential could not be read');
	},
);

it('keeps the IDs of the tasks that Task: Wait was given', async () => {
	const taskIds = await submitTasks(standIn, 2);
	credentialIsAway(() => true);
	const { errorItems } = await runWan(
		engine,
		standIn,
		{ resource: 'task', operation: 'wait', taskId: '={{ $json.taskId }}' },
		{ items: taskIds.map((taskId) => ({ json: { taskId } })), node: toErrorOutput },
	);
	expect(errorItems.map(({ json }) => json.details)).toMatchObject(taskIds.map((taskId) => ({ taskId })));
});
