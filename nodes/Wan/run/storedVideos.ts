import type { IExecuteFunctions } from 'n8n-workflow';

import type { StoredVideo } from '../../shared/videoStore';
import { nodeMemory } from './nodeContext';

/**
 * The videos that the tries of this execution have stored, kept in the node's context by their tasks, so that a try of
 * Retry On Fail does not download again what was delivered. n8n's binary mode `default` has the video itself in the
 * item; there nothing is kept, since the context is saved with the execution.
 */
export class StoredVideos {
	private readonly executionId: string;

	constructor(private readonly context: IExecuteFunctions) {
		this.executionId = context.getExecutionId() ?? '';
	}

	/** The video of a task, if its file is still there and whole. */
	async find(taskId: string): Promise<StoredVideo | undefined> {
		const kept = nodeMemory(this.context).wanVideos?.[taskId];
		const { id, bytes } = kept?.binary ?? {};
		if (!kept || !id || kept.executionId !== this.executionId) return undefined;
		try {
			const { fileSize } = await this.context.helpers.getBinaryMetadata(id);
			return fileSize === (bytes ?? fileSize) ? { ...kept, binary: { ...kept.binary } } : undefined;
		} catch {
			return undefined;
		}
	}

	keep(taskId: string, video: StoredVideo): void {
		if (!video.binary.id || !this.executionId) return;
		const videos = (nodeMemory(this.context).wanVideos ??= {});
		videos[taskId] = { executionId: this.executionId, ...video };
	}

	/** Forgets what no further try can want. */
	keepOnly(taskIds: ReadonlyArray<string | undefined>): void {
		const memory = nodeMemory(this.context);
		const kept = Object.entries(memory.wanVideos ?? {}).filter(([taskId]) => taskIds.includes(taskId));
		if (kept.length > 0) memory.wanVideos = Object.fromEntries(kept);
		else delete memory.wanVideos;
	}
}
