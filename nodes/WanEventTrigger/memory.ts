import type { IWebhookFunctions } from 'n8n-workflow';

import { forgetEmitted, markEmitted, type EndedTasksMemory } from '../core/tasks/endedTasks';
import { HOUR_MS } from '../core/base/units';

/**
 * EventBridge delivers for up to a day after the end of a task, and events can be sent anew from its archive;
 * by then the service no longer knows the task, so nothing but this says that it has been emitted.
 */
const REMEMBERED_MS = 72 * HOUR_MS;

/** What this process knows of one node's tasks. */
interface Notes {
	emitted: EndedTasksMemory;
	/** Tasks whose fault has been shown in an execution. */
	faulty: EndedTasksMemory;
	/** Tasks that another delivery is resolving at this moment. */
	resolving: Set<string>;
}

/**
 * By workflow and node. n8n gives every delivery its own copy of the workflow's static data and saves it whole, so of
 * two deliveries at the same time neither sees what the other notes, and one overwrites it. n8n's saved copy is for
 * restarts; several webhook processes share nothing else.
 */
export const notesOfProcess = new Map<string, Notes>();

/** Which tasks have started the workflow. In the editor every event is news. */
export class EventMemory {
	private readonly notes: Notes;
	private readonly saved: EndedTasksMemory;

	constructor(webhook: IWebhookFunctions) {
		const manual = webhook.getMode() === 'manual';
		const key = `${webhook.getWorkflow().id} ${webhook.getNode().id}`;
		const known = manual ? undefined : notesOfProcess.get(key);
		this.notes = known ?? { emitted: {}, faulty: {}, resolving: new Set() };
		if (!manual) notesOfProcess.set(key, this.notes);
		this.saved = manual ? {} : webhook.getWorkflowStaticData('node');
	}

	isEmitted(taskId: string): boolean {
		return [this.notes.emitted, this.saved].some(({ told }) => told?.[taskId] !== undefined);
	}

	/** @param now milliseconds since the epoch */
	noteEmitted(taskId: string, now: number): void {
		markEmitted(this.notes.emitted, [{ taskId }], now);
		// With what deliveries at the same time have noted.
		this.saved.told = { ...this.saved.told, ...this.notes.emitted.told };
		[this.notes.emitted, this.notes.faulty, this.saved].forEach((noted) =>
			forgetEmitted(noted, now, REMEMBERED_MS),
		);
	}

	/** Whether the fault of a task is news; afterwards it is none. */
	isNewFault(taskId: string, now: number): boolean {
		if (this.notes.faulty.told?.[taskId] !== undefined) return false;
		markEmitted(this.notes.faulty, [{ taskId }], now);
		return true;
	}

	/** Does the work unless another delivery of the same task is at it. */
	async exclusively<T>(taskId: string, work: () => Promise<T>): Promise<T | undefined> {
		const { resolving } = this.notes;
		if (resolving.has(taskId)) return undefined;
		resolving.add(taskId);
		try {
			return await work();
		} finally {
			resolving.delete(taskId);
		}
	}
}
