import type { INode, INodeParameters } from 'n8n-workflow';

import type { WorkflowFile } from '../rest';
import { chain, node, to, wan } from '../workflow';
import type { Stage } from './stage';

/** Images become videos, and the node keeps running until all of them are there. */
export function keepsRunning(stage: Stage, errorWorkflow?: string): WorkflowFile {
	const name = 'Keeps running';
	const nodes = [...source(stage, name), wan('Make', stage, fromImage), ...store(stage)];
	return withErrorWorkflow(chain(name, nodes), errorWorkflow);
}

/** The set-up that docs/queue-mode.md recommends: submitted at once, then waited for without a worker. */
export function suspendedWait(stage: Stage, errorWorkflow?: string): WorkflowFile {
	const name = 'Suspended wait';
	const nodes = [
		...source(stage, name),
		wan('Make', stage, { ...fromImage, waitForVideo: false }),
		wan('Wait', stage, {
			resource: 'task',
			operation: 'wait',
			taskId: '={{ $json.taskId }}',
			whileWaiting: 'suspend',
			resumeInterval: 1,
		}),
		...store(stage),
	];
	const around = { Wait: { main: [to('Wait'), to('Store')] } };
	return withErrorWorkflow(chain(name, nodes, around), errorWorkflow);
}

/** The net below it: an error workflow that fetches every finished video that is not stored. */
export function fetchLost(stage: Stage, pauseSeconds: number): WorkflowFile {
	return chain('Fetch lost videos', [
		node('On Error', 'errorTrigger'),
		node(
			'Pause',
			'wait',
			{ resume: 'timeInterval', amount: pauseSeconds, unit: 'seconds' },
			{ typeVersion: 1.1 },
		),
		node(
			'Stored',
			'dataTable',
			{ resource: 'row', operation: 'get', dataTableId: byId(stage.table), returnAll: true },
			{ alwaysOutputData: true },
		),
		wan('Lost', stage, {
			resource: 'task',
			operation: 'getMany',
			onlyLostTasks: true,
			knownTaskIds: '={{ $json.taskId }}',
			returnAll: true,
			options: { downloadVideo: true },
		}),
		...store(stage),
	]);
}

const fromImage: INodeParameters = {
	resource: 'video',
	operation: 'generateFromImage',
	model: { __rl: true, mode: 'list', value: 'wan2.6-i2v-flash' },
	firstFrameSource: 'binary',
	firstFrameBinary: 'data',
	prompt: '={{ "scene " + $itemIndex }}',
};

/** Each workflow has a webhook of its own, named after it. */
export function webhookPath(stage: Stage, workflow: string): string {
	return `${stage.name}-${workflow}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function source(stage: Stage, workflow: string): INode[] {
	const path = webhookPath(stage, workflow);
	return [
		node(
			'Called',
			'webhook',
			{ path, httpMethod: 'POST', responseMode: 'onReceived' },
			{ typeVersion: 2, webhookId: path },
		),
		node('Images', 'readWriteFile', { operation: 'read', fileSelector: `${stage.folder}/images/*.jpg` }),
	];
}

/**
 * The task is noted after its file is written. So a worker that dies between the two makes the net store the video once
 * more, in the same file, and never leaves one out.
 */
function store(stage: Stage): INode[] {
	const columns = {
		mappingMode: 'defineBelow',
		value: { taskId: '={{ $json.taskId }}' },
		schema: [{ id: 'taskId', displayName: 'taskId', type: 'string', required: false, display: true }],
	};
	return [
		node('Store', 'readWriteFile', {
			operation: 'write',
			fileName: `=${stage.folder}/videos/{{ $json.taskId }}.mp4`,
		}),
		node('Note', 'dataTable', {
			resource: 'row',
			operation: 'insert',
			dataTableId: byId(stage.table),
			columns,
		}),
	];
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

function withErrorWorkflow(file: WorkflowFile, errorWorkflow?: string): WorkflowFile {
	return { ...file, settings: { ...file.settings, ...(errorWorkflow && { errorWorkflow }) } };
}
