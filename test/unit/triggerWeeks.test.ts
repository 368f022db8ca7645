/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import { ok, err } from '../../nodes/core/base/result';
import { StudioClient } from '../../nodes/core/studio/client';
import type { TaskFilters } from '../../nodes/core/tasks/endedTasks';
import { pollEndedTasks } from '../../nodes/core/tasks/pollEndedTasks';
import { memoryOf } from '../../nodes/WanTrigger/accountMemory';
import { START } from '../harness/fakes';
import { seededRandom } from '../harness/random';
import { LeapingClock, SimulatedAccount } from '../harness/simulatedAccount';
import { documentedList, type ListBehaviour, type TaskLife } from '../standIn/listBehaviour';

type SavedMemory = Parameters<typeof memoryOf>[0];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/* 100 in `npm test` and 3,000 at night; WAN_WEEKS=<number>:1 plays one alone. */
const [from, count] = (process.env.WAN_WEEKS ?? '1:100').split(':').map(Number) as [number, number];

/** What is drawn for a week. */
class Week {
	private readonly random: () => number;
	/** The service's clock; this machine's differs by `off`. */
	private readonly clock = new LeapingClock(START);
	private off: number;
	private readonly behaviour: ListBehaviour;
	private readonly filters: TaskFilters;
	private readonly download: boolean;
	private readonly accounts: SimulatedAccount[];
	private readonly told: string[] = [];
	/** Told before they had ended, or without their file although the link came to live. */
	private readonly halfTold: string[] = [];
	private readonly named = new Set<string>();
	/** By account: tasks that had ended, by the list, when it was first polled. */
	private readonly before = new Map<SimulatedAccount, Set<string>>();
	private readonly badLinks = new Map<string, number>();
	private saved: SavedMemory = {};
	private account = 0;
	private key = 0;

	constructor(readonly number: number) {
		this.random = seededRandom(number);
		this.off = this.draw([0, 0, 2 * HOUR, -2 * HOUR, 40 * MINUTE]);
		this.behaviour = {
			...documentedList,
			order: this.draw(['newest first', 'oldest first', 'shuffled']),
			counts: this.draw(['all', 'no total_page', 'none']),
			keepHours: this.draw([24, 48]),
			endAheadHours: this.draw([0, 0, 80]),
			lagSeconds: this.draw([0, 0, 600, 2400]),
			queryLagSeconds: this.draw([0, 0, 90, 5400]),
			unknownSeconds: this.draw([0, 0, 60, 7200]),
			clampedTo: this.draw([undefined, undefined, 7, 50]),
			repeatsLast: this.random() < 0.3,
			withoutKeys: this.random() < 0.3,
		};
		this.filters = {
			statuses: this.draw([['SUCCEEDED'], ['SUCCEEDED', 'FAILED'], ['FAILED', 'CANCELED']]),
			models: this.draw([[], [], ['wan2.6-i2v']]),
		};
		this.download = this.random() < 0.5;
		this.accounts = [0, 1].map(() => this.newAccount());
	}

	async play(): Promise<void> {
		const end = START + 7 * 24 * HOUR;
		while (this.clock.now() < end) {
			await this.poll();
			const off = this.random() < 0.03;
			this.clock.time += off ? HOUR + this.random() * 5 * HOUR : (50 + this.random() * 90) * MINUTE;
			if (this.random() < 0.02) this.restart();
			// Another account's credential for some hours: what ends meanwhile is still listed after it.
			if (this.account === 1 || this.random() < 0.01)
				this.account = this.random() < 0.7 ? 1 - this.account : 1;
			// The account's key is changed, or it was and is changed back.
			if (this.random() < 0.02) this.key = 1 - this.key;
		}
		// What has ended by now gets two more days.
		this.account = 0;
		for (let n = 0; n < 40; n++) {
			await this.poll();
			this.clock.time += 70 * MINUTE;
		}
	}

	/** What does not hold. */
	wrong(): object {
		const missing: string[] = [];
		const twice = this.told.filter((id, index) => this.told.indexOf(id) !== index);
		const chosen = new Set<string>();
		for (const account of this.accounts) {
			const before = this.before.get(account);
			for (const life of account.lives.values()) {
				if (!this.isChosen(life) || !before || before.has(life.taskId)) continue;
				chosen.add(life.taskId);
				// The other account's tasks may end while nobody asks for them.
				if (account !== this.accounts[0]) continue;
				if (!this.told.includes(life.taskId) && !this.named.has(life.taskId)) missing.push(life.taskId);
			}
		}
		return { missing, twice, halfTold: this.halfTold, unchosen: this.told.filter((id) => !chosen.has(id)) };
	}

	counts() {
		return { told: this.told.length, named: this.named.size };
	}

	private isChosen({ end, model, path, endedAt }: TaskLife): boolean {
		const { statuses, models } = this.filters;
		// Nothing tells of a task without a video and of a model that nobody knows what it was to be.
		const isVideo = path.endsWith('video-synthesis');
		const known = model === 'wan2.6-i2v' || (isVideo && (!this.behaviour.withoutKeys || end === 'SUCCEEDED'));
		if (!known || endedAt === undefined) return false;
		return statuses.includes(end) && (models.length === 0 || models.includes(model));
	}

	private async poll(): Promise<void> {
		const account = this.accounts[this.account] as SimulatedAccount;
		const mishap = this.random() < (this.saved.accounts ? 0.03 : 0.3);
		this.behaviour.brokenPage = mishap ? 1 + Math.floor(this.random() * 4) : undefined;
		const clock = {
			now: () => this.clock.now() + this.off,
			sleep: async (milliseconds: number) => await this.clock.sleep(milliseconds),
		};
		const before = JSON.stringify(this.saved);
		const { memory, others } = memoryOf(this.saved, `${this.account} ${this.key}`, clock.now());
		const isNew = this.before.get(account) === undefined;
		const ended = isNew ? account.listedAsEnded() : [];
		const client = new StudioClient('https://x.example/api/v1', account, { clock, random: this.random });
		const deliver = async ({ taskId }: { taskId: string }) => {
			const bad = (this.badLinks.get(taskId) ?? 0) > this.clock.now();
			const fault = { stage: 'download', class: 'retry', message: 'Bad', description: '' } as const;
			return await Promise.resolve(bad ? err(fault) : ok(taskId));
		};
		const tools = { client, clock, ...(this.download && { deliver }) };
		const result = await pollEndedTasks(memory, this.filters, tools, { budget: 300_000, others });
		if (!result.ok) return;
		if (isNew) this.before.set(account, new Set(ended));
		if (!isNew && this.random() < 0.02) {
			// n8n is killed before it has taken the items.
			this.saved = JSON.parse(before) as SavedMemory;
			return;
		}
		for (const { row, response, delivered, fault } of result.value.emitted) {
			this.told.push(row.taskId);
			const { endedAt = 0, end } = account.lives.get(row.taskId) ?? {};
			const badUntil = this.badLinks.get(row.taskId) ?? 0;
			const excused = fault !== undefined && badUntil > endedAt + 20 * HOUR;
			const whole = !this.download || !response.videoUrl || delivered === row.taskId || excused;
			if (response.status !== end || !whole) this.halfTold.push(row.taskId);
		}
		for (const { taskId } of result.value.faults) if (taskId) this.named.add(taskId);
	}

	private restart(): void {
		this.saved = JSON.parse(JSON.stringify(this.saved)) as SavedMemory;
		this.off = this.draw([this.off, 0, HOUR, -HOUR]);
	}

	private newAccount(): SimulatedAccount {
		const account = new SimulatedAccount(() => this.clock.now(), this.behaviour);
		const count = 20 + Math.floor(this.random() * 150);
		const times = Array.from({ length: count }, () => START + (this.random() * 8 - 1) * 24 * HOUR);
		account.add(...times.sort((a, b) => a - b).map((createdAt) => this.newTask(account, createdAt)));
		return account;
	}

	private newTask(account: SimulatedAccount, createdAt: number): TaskLife {
		const taskId = `t-${Math.floor(this.random() * 1e12).toString(36)}`;
		const startedAt = createdAt + this.random() * 20 * MINUTE;
		const image = this.random() < 0.15;
		if (this.random() < 0.02) account.refused.set(taskId, 403);
		const endedAt = startedAt + this.random() * 2 * HOUR;
		if (this.random() < 0.05) this.badLinks.set(taskId, endedAt + this.random() * 40 * HOUR);
		return {
			taskId,
			model: image ? 'wan2.2-t2i-flash' : this.draw(['wan2.6-i2v', 'wan2.6-i2v', 'somebodys-own-model']),
			path: image ? 'text2image:image-synthesis' : 'video-generation:video-synthesis',
			requestId: `r-${taskId}`,
			createdAt,
			startedAt,
			endedAt,
			end: this.draw(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'FAILED', 'CANCELED']),
		};
	}

	private draw<T>(options: readonly T[]): T {
		return options[Math.floor(this.random() * options.length)] as T;
	}
}

test(`In ${count} weeks from ${from} on, with any list, each ended task that was chosen is emitted exactly once, or an error names it`, async () => {
	let told = 0;
	for (let number = from; number < from + count; number++) {
		const week = new Week(number);
		await week.play();
		expect({ number, ...week.wrong() }).toEqual({
			number,
			...{ missing: [], twice: [], halfTold: [], unchosen: [] },
		});
		told += week.counts().told;
	}
	if (count >= 100) expect(told).toBeGreaterThan(count * 5);
}, 900_000);
