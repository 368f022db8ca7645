import type { TaskResponse } from '../studio/responses';
import type { Job } from './job';

/** The newest tell the most: how busy the service is changes by the hour. */
const MAX_DURATIONS = 20;
const MAX_KINDS = 100;

/** How long tasks have run at the service, by what they have in common. */
export class Durations {
	private readonly byKind = new Map<string, number[]>();
	private readonly listeners = new Map<() => void, string>();

	/** Milliseconds, for tasks of the same model, resolution and length. */
	ofKind({ start }: Job): readonly number[] {
		return this.byKind.get(kindOf(start) ?? '') ?? [];
	}

	/** Both times are the service's, so that its clock does not matter. */
	note({ start }: Job, { status, startedAt, finishedAt }: TaskResponse): void {
		const duration = Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '');
		const kind = kindOf(start);
		if (kind === undefined || status !== 'SUCCEEDED' || !(duration > 0)) return;
		const known = this.byKind.get(kind) ?? [];
		this.byKind.delete(kind);
		this.byKind.set(kind, [...known, duration].slice(-MAX_DURATIONS));
		for (const oldest of [...this.byKind.keys()].slice(0, -MAX_KINDS)) this.byKind.delete(oldest);
		for (const [listener, of] of this.listeners) if (of === kind) listener();
	}

	/** Calls whenever one more is known for such tasks. @returns unsubscribes */
	onNewDuration({ start }: Job, listener: () => void): () => void {
		this.listeners.set(listener, kindOf(start) ?? '');
		return () => this.listeners.delete(listener);
	}
}

/** Nothing for tasks of which only the ID is known. */
function kindOf(start: Job['start']): string | undefined {
	if (start.kind === 'known task') return undefined;
	const asked = start.kind === 'submit' ? start.asked : start.entry.asked;
	return JSON.stringify([start.model, asked?.resolution, asked?.duration]);
}
