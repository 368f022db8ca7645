import { Ledger, ledgerKey, TASK_LIFETIME_MS, type LedgerEntry } from '../../nodes/core/tasks/ledger';
import { START } from '../harness/fakes';

const entry = (taskId?: string): LedgerEntry => ({
	model: 'wan2.6-i2v',
	submittedAt: START,
	...(taskId && { taskId }),
});

describe('The ledger', () => {
	test('finds what was noted, and nothing else', () => {
		const ledger = Ledger.open({}, 0);
		ledger.note('a', entry('t-1'));
		expect(ledger.find('a', START)).toEqual(entry('t-1'));
		expect(ledger.find('b', START)).toBeUndefined();
	});

	test('notes anew what was noted before', () => {
		const ledger = Ledger.open({}, 0);
		ledger.note('a', entry());
		ledger.note('a', entry('t-1'));
		expect(ledger.find('a', START)).toEqual(entry('t-1'));
	});

	test('forgets what it is told to forget', () => {
		const ledger = Ledger.open({}, 0);
		ledger.note('a', entry('t-1'));
		ledger.note('b', entry('t-2'));
		ledger.forget('a');
		ledger.forget('never noted');
		expect(ledger.find('a', START)).toBeUndefined();
		expect(ledger.find('b', START)).toEqual(entry('t-2'));
	});

	test('knows a task as long as the service does: 24 hours', () => {
		const ledger = Ledger.open({}, 0);
		ledger.note('a', entry('t-1'));
		expect(ledger.find('a', START + TASK_LIFETIME_MS)).toEqual(entry('t-1'));
		expect(ledger.find('a', START + TASK_LIFETIME_MS + 1)).toBeUndefined();
		expect(TASK_LIFETIME_MS).toBe(24 * 60 * 60 * 1000);
	});

	test('lists the ids of its tasks, without entries that have none', () => {
		const ledger = Ledger.open({}, 0);
		ledger.note('a', entry('t-1'));
		ledger.note('b', entry());
		ledger.note('c', entry('t-3'));
		expect(ledger.taskIds()).toEqual(new Set(['t-1', 't-3']));
	});

	test('still knows what has failed and what earlier runs have submitted, of the newest', () => {
		const context: Record<string, unknown> = {};
		const ledger = Ledger.open(context, 0);
		ledger.note('a', entry('t-1'));
		ledger.forget('a');
		expect(ledger.taskIds()).toEqual(new Set(['t-1']));
		for (let run = 1; run < 1000; run++) Ledger.open(context, run).note('a', entry(`run-${run}`));
		expect(Ledger.open(context, 1000).taskIds()).toContain('run-999');
		expect(JSON.stringify(context).length).toBeLessThan(2000);
	});
});

describe('The context of the node', () => {
	test('brings the ledger through the database, where a retried execution finds it', () => {
		const context: Record<string, unknown> = {};
		const before = Ledger.open(context, 0);
		before.note('a', entry('t-1'));
		before.note('b', entry());
		const saved = JSON.parse(JSON.stringify(context)) as Record<string, unknown>;
		const after = Ledger.open(saved, 0);
		expect(after.find('a', START)).toEqual(entry('t-1'));
		expect(after.find('b', START)).toEqual(entry());
	});

	test('has at every moment what was noted by then, should the process die', () => {
		const context: Record<string, unknown> = {};
		const ledger = Ledger.open(context, 3);
		ledger.note('a', entry());
		expect(JSON.stringify(context)).toContain('wan2.6-i2v');
		ledger.note('a', entry('t-1'));
		expect(JSON.stringify(context)).toContain('t-1');
		ledger.forget('a');
		expect(Ledger.open(JSON.parse(JSON.stringify(context)), 3).find('a', START)).toBeUndefined();
	});

	test('is shared by the tries of one run, and begun anew by the next run of a loop', () => {
		const context: Record<string, unknown> = { other: 'kept' };
		Ledger.open(context, 0).note('a', entry('t-1'));
		expect(Ledger.open(context, 0).find('a', START)).toEqual(entry('t-1'));
		expect(Ledger.open(context, 1).find('a', START)).toBeUndefined();
		expect(Ledger.open(context, 0).find('a', START)).toBeUndefined();
		expect(context.other).toBe('kept');
	});
});

describe("The key of an item's request", () => {
	const written = { prompt: '={{ $now }}', model: { __rl: true, value: 'm' } };
	const key = ledgerKey(0, written);

	test('is the same for the same parameters, in whatever order and with whatever name the editor saved them', () => {
		const model = { value: 'm', cachedResultName: 'Model M', __rl: true };
		expect(ledgerKey(0, { model, prompt: '={{ $now }}' })).toBe(key);
	});

	test.each([
		['another item', ledgerKey(1, written)],
		['another prompt', ledgerKey(0, { ...written, prompt: 'A dog' })],
		['another model', ledgerKey(0, { ...written, model: { __rl: true, value: 'n' } })],
		['a call of an agent', ledgerKey(0, written, { prompt: 'A dog' })],
	])('is another one for %s', (_name, other) => {
		expect(other).not.toBe(key);
	});

	test('is short, though a request may hold an image of 20 MB, and shows nothing of it', () => {
		const image = `data:image/png;base64,${'A'.repeat(1_000_000)}`;
		expect(ledgerKey(0, { firstFrameUrl: image })).toMatch(/^[\da-f]{64}$/);
	});
});
