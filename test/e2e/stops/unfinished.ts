/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { imageToVideo } from '../../harness/wan';
import { assertSuccess } from '../deliveries';
import type { EditedN8n, Editor } from '../editor/editor';
import { itemsOf, waitFor, type Execution, type StoredWorkflow } from '../rest';
import { chain, node, wan } from '../workflow';
import type { Studio } from '../world';
import type { Ending, Mode, Place } from './places';

/** Seconds after which a workflow of the kind `timeout` is ended. */
const TIMEOUT = 12;
/** Service seconds that no execution here lives to see. */
export const LONG = 3600;
const TASKS = 2;
/** Seconds for which an error workflow is waited for. */
const ERROR_WORKFLOW = 10;

/** The n8n in which executions are ended, and what its log says. */
export interface StoppedN8n extends EditedN8n {
	mode: Mode;
	log(): string;
}

/** An execution whose tasks run at the service, and the workflow that n8n starts for its failure. */
export interface Unfinished {
	ending: Ending;
	id: string;
	taskIds: string[];
	workflow: StoredWorkflow;
	onError: StoredWorkflow;
	/** Lines of the browser's console, if the execution was started in the editor. */
	lines: string[];
}

/** Starts an execution in the editor or by a webhook, and waits until the node follows its tasks. */
export async function begin(
	n8n: StoppedN8n,
	studio: Studio,
	ending: Ending,
	editor?: Editor,
): Promise<Unfinished> {
	const { rest } = n8n;
	const name = `${ending} ${studio.credential.id}`;
	const onError = await rest.importWorkflow(
		chain(`Told of ${name}`, [node('On Error', 'errorTrigger'), node('Look', 'noOp')]),
	);
	await rest.activate(onError);
	const jsCode = `return Array.from({ length: ${TASKS} }, (_, n) => ({ json: { n } }));`;
	const file = chain(name, [
		editor ? node('Start', 'manualTrigger') : webhook(studio),
		node('Items', 'code', { jsCode }, { typeVersion: 2 }),
		wan('Wan', studio, imageToVideo()),
	]);
	file.settings = {
		...file.settings,
		errorWorkflow: onError.id,
		...(ending === 'timeout' && { executionTimeout: TIMEOUT }),
	};
	const lines: string[] = [];
	editor?.page.on('console', (message) => lines.push(message.text()));
	const workflow = editor ? await editor.show(file) : await rest.importWorkflow(file);
	if (editor) await editor.page.getByRole('button', { name: 'Execute workflow' }).last().click();
	else await call(n8n, workflow, studio);
	const { standIn } = studio;
	// A look at each task means that each create call has been answered.
	await waitFor('the tasks to be followed', 90, async () => {
		const looks = new Set(standIn.books.filter(({ kind }) => kind === 'query').map(({ taskId }) => taskId));
		return await Promise.resolve(looks.size === TASKS);
	});
	const [execution] = await rest.executions(workflow);
	assert(execution);
	const taskIds = [...standIn.tasks.keys()];
	return { ending, id: execution.id, taskIds, workflow, onError, lines };
}

/** Where the ID of each task is found once the execution has ended, and whether its error workflow was started. */
export async function findTaskIds(
	n8n: StoppedN8n,
	studio: Studio,
	unfinished: Unfinished,
): Promise<{ places: Record<Place, boolean>; errorWorkflow: boolean }> {
	const { rest } = n8n;
	const { id, taskIds, workflow, lines, onError } = unfinished;
	const hasAll = (text: string) => taskIds.every((taskId) => text.includes(taskId));
	const execution = await rest.execution(id);
	const told = await toldOf(n8n, onError, hasAll);
	const places: Record<Place, boolean> = {
		onlyLostTasks: hasAll(await onlyLostTasks(n8n, studio)),
		customData: hasAll(await customData(n8n, id)),
		console: hasAll(lines.join('\n')),
		error: hasAll(errorOf(execution)),
		errorWorkflow: hasAll(told.join('\n')),
		log: hasAll(n8n.log()),
	};
	assert.notEqual(execution.status, 'success');
	assert.equal((await rest.executions(workflow)).length, 1);
	return { places, errorWorkflow: told.length > 0 };
}

/** What n8n shows of the error: of the whole execution, and of the node in it. */
function errorOf({ data }: Execution): string {
	const errors = [data.resultData.error, data.resultData.runData?.Wan?.at(-1)?.error];
	return errors.map((error) => `${error?.message} ${error?.description}`).join('\n');
}

/** The finished videos that nobody has fetched, as a user asks for them. */
async function onlyLostTasks(n8n: StoppedN8n, studio: Studio): Promise<string> {
	const { rest } = n8n;
	const getMany = { resource: 'task', operation: 'getMany', onlyLostTasks: true, returnAll: true };
	const nodes = [node('Start', 'manualTrigger'), wan('Lost', studio, getMany)];
	const execution = await rest.runWorkflow(await rest.importWorkflow(chain('Lost and found', nodes)));
	assertSuccess(execution);
	const items = itemsOf(execution, 'Lost');
	return items.map(({ json }) => (json.videoUrl ? String(json.taskId) : '')).join(' ');
}

/** By n8n's public API, with a key as a user makes one. */
async function customData({ rest }: StoppedN8n, id: string): Promise<string> {
	const scopes = ['execution:read'];
	const key = { label: `reads ${id}`, scopes, expiresAt: null };
	const { rawApiKey } = await rest.post<{ rawApiKey: string }>('/rest/api-keys', key);
	const answer = await fetch(`${rest.url}/api/v1/executions/${id}?includeData=true`, {
		headers: { 'X-N8N-API-KEY': rawApiKey },
	});
	assert.equal(answer.status, 200);
	const execution = (await answer.json()) as Pick<Execution, 'data'> & { customData?: object };
	return JSON.stringify([execution.customData, execution.data?.resultData.metadata]);
}

/** What the error workflow gets within some seconds. In queue mode n8n may start it twice, by its two processes. */
async function toldOf(
	{ rest }: StoppedN8n,
	onError: StoredWorkflow,
	isAll: (text: string) => boolean,
): Promise<string[]> {
	let told: string[] = [];
	await waitFor('the error workflow', ERROR_WORKFLOW, async () => {
		const executions = await rest.executions(onError);
		const ended = await Promise.all(executions.map(async ({ id }) => await rest.execution(id)));
		told = ended.map((execution) => JSON.stringify(itemsOf(execution, 'On Error')));
		return isAll(told.join('\n'));
	}).catch(() => undefined);
	return told;
}

function webhook({ credential }: Studio) {
	const path = pathOf(credential.id);
	return node(
		'Webhook',
		'webhook',
		{ httpMethod: 'POST', path, responseMode: 'onReceived' },
		{ typeVersion: 2, webhookId: path },
	);
}

const pathOf = (id: string) => `stops-${id}`.toLowerCase();

async function call({ rest }: StoppedN8n, workflow: StoredWorkflow, { credential }: Studio): Promise<void> {
	await rest.activate(workflow);
	const url = `${rest.url}/webhook/${pathOf(credential.id)}`;
	// n8n says that a workflow is published before its webhook listens.
	await waitFor(`${url} to listen`, 60, async () => (await fetch(url, { method: 'POST' })).ok);
}
