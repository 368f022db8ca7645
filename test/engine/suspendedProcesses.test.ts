/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { balance } from '../harness/accounts';
import { Engine } from '../harness/engine';
import { userFolder } from '../harness/environment';
import { itemsOf } from '../harness/suspended';
import type { ChildOrder, SavedState } from '../harness/suspendedChild';
import { credentialFor, packageDirectory } from '../harness/wan';
import { startStandIn, type StandIn } from '../standIn';

const ITEMS = 20;
const folder = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-suspended-'));
const stateFile = path.join(folder, 'execution.json');

let standIn: StandIn;
/** The service's time and the node's, whichever process it is in: milliseconds since the epoch. */
let now = Date.now();

beforeAll(async () => {
	await Engine.start(packageDirectory);
	standIn = await startStandIn({ taskSeconds: 60, strictRates: false, now: () => now });
});
afterAll(async () => {
	await standIn.close();
	rmSync(folder, { recursive: true, force: true });
});

const readState = () => JSON.parse(readFileSync(stateFile, 'utf8')) as SavedState;

/** One process of n8n that carries the execution from the last save to the next one, or until it is killed. */
function startProcess(order: ChildOrder): ChildProcess {
	const script = path.resolve(__dirname, '../harness/suspendedChild.ts');
	const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(order)], {
		cwd: packageDirectory,
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		env: { ...process.env, NODE_ENV: 'test', WAN_TEST_USER_FOLDER: userFolder },
	});
	child.on('message', (leap) => {
		now = leap as number;
		child.send('known');
	});
	return child;
}

it('delivers 20 videos once each, every part in a new process, one killed before the first poll and one while it downloads', async () => {
	const credential = credentialFor(standIn) as Record<string, string>;
	let child: ChildProcess | undefined;
	const killed: string[] = [];
	/** Kills the process when its request arrives; the request stays unanswered. */
	const killAt = (kind: 'query' | 'download', nth: number) =>
		standIn.misbehave({
			on: kind,
			what: 'hang',
			which: (n) => {
				if (n !== nth) return false;
				killed.push(kind);
				child?.kill('SIGKILL');
				return true;
			},
			times: 1,
		});
	killAt('query', 1);
	killAt('download', 12);

	let processes = 0;
	let suspensions = 0;
	for (let state: SavedState | undefined; state?.status === undefined || state.waitTill; ) {
		child = startProcess({ stateFile, now, credential, items: ITEMS });
		processes++;
		const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
		state = readState();
		if (signal === 'SIGKILL') {
			// n8n finds the crashed execution as it was saved last, and runs it from there.
			state = { data: state.data };
			continue;
		}
		expect(code).toBe(0);
		if (!state.waitTill) continue;
		suspensions++;
		now = state.waitTill;
	}
	expect(killed).toEqual(['query', 'download']);
	expect(processes).toBe(suspensions + killed.length + 1);
	expect(suspensions).toBeGreaterThanOrEqual(3);

	const { lost, twice, delivered } = await balance(standIn, itemsOf(readState().data, 'Finished'));
	expect({ lost, twice, delivered: delivered.length }).toEqual({ lost: [], twice: [], delivered: ITEMS });
	expect(standIn.count('submit')).toBe(ITEMS);
}, 600_000);
