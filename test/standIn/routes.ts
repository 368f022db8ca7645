/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error */
import type { IncomingMessage } from 'node:http';
import { json, xml, type Answer } from './answer';
import { taskOutput } from './answers';
import { CONTRACTS } from './contract';
import { listTasks } from './list';
import { queriedInstead } from './listBehaviour';
import { listCompatibleModels, listModels } from './models';
import { Refusal, invalid, throttled } from './refusal';
import type { Service } from './service';
import { detectFace, submit, type SubmitBody } from './submit';
import type { BookEntry, RequestKind } from './types';

const QUERIES_PER_SECOND = 20;
const POLICIES_PER_SECOND = 100;
const API = '/api/v1';
const SERVICES = `${API}/services/aigc/`;
const COMPATIBLE = '/compatible-mode/v1/models';
/** Temporary storage is documented for Beijing and Singapore; of the others the documents say nothing. */
const STORAGE_REGIONS = ['cn-beijing', 'ap-southeast-1'];

/** What an arriving request wants of the API. */
export function kindOfCall(method: string, pathname: string): { kind: RequestKind; taskId?: string } {
	const path = withoutSlash(pathname);
	if (method === 'POST' && path.startsWith(SERVICES)) {
		return { kind: path.endsWith('/face-detect') ? 'detect' : 'submit' };
	}
	if (method === 'GET' && path === `${API}/tasks`) return { kind: 'list' };
	const task = /^\/api\/v1\/tasks\/([^/]+)(\/cancel)?$/.exec(path);
	if (task && method === (task[2] ? 'POST' : 'GET')) {
		return { kind: task[2] ? 'cancel' : 'query', taskId: safeDecode(task[1] ?? '') };
	}
	if (method === 'GET' && (path === `${API}/models` || path === COMPATIBLE)) return { kind: 'models' };
	if (method === 'GET' && path === `${API}/uploads`) return { kind: 'policy' };
	return { kind: 'other' };
}

/** What an arriving request wants of the storage, the other origin. */
export function kindOfStorageCall(method: string): RequestKind {
	if (method === 'POST') return 'upload';
	return method === 'GET' || method === 'HEAD' ? 'download' : 'other';
}

/** Answers a request to the API; the body of a submit was read before. */
export function answerCall(
	service: Service,
	request: IncomingMessage,
	url: URL,
	entry: BookEntry,
	body: SubmitBody,
	requestId: string,
): Answer {
	const compatible = withoutSlash(url.pathname) === COMPATIBLE;
	try {
		checkKey(service, request.headers.authorization);
		const answer = carryOut(service, request, url, entry, body, requestId);
		return json(200, requestId, answer);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const { status, code, message } = error;
		if (compatible) return compatibleError(status, requestId, message);
		return json(status, requestId, { code, message });
	}
}

/** Answers a request to the storage. */
export async function answerStorageCall(
	service: Service,
	request: IncomingMessage,
	url: URL,
	entry: BookEntry,
	requestId: string,
): Promise<Answer> {
	if (entry.kind === 'upload') return await service.storage.take(request, entry, requestId);
	if (entry.kind === 'download') return await service.downloads.give(request, url, entry, requestId);
	return xml(405, requestId, 'MethodNotAllowed', 'The specified method is not allowed.');
}

function carryOut(
	service: Service,
	request: IncomingMessage,
	url: URL,
	entry: BookEntry,
	body: SubmitBody,
	requestId: string,
): object {
	const { headers } = request;
	const path = withoutSlash(url.pathname);
	const servicePath = path.slice(SERVICES.length);
	switch (entry.kind) {
		case 'submit':
			return submit(service, servicePath, headers, body, entry, requestId);
		case 'detect':
			return detectFace(service, servicePath, headers, body);
		case 'query':
			takeRate(service, 'query');
			return queryTask(service, entry.taskId ?? '');
		case 'list':
			takeRate(service, 'list');
			return listTasks(service, url.searchParams);
		case 'cancel':
			takeRate(service, 'cancel');
			return cancelTask(service, entry.taskId ?? '');
		case 'models':
			if (path === COMPATIBLE) return listCompatibleModels(service);
			return listModels(service, url.searchParams);
		case 'policy':
			return policy(service, url.searchParams);
		default:
			throw invalid('url error, please check url！');
	}
}

function checkKey(service: Service, authorization: string | undefined): void {
	if (!authorization) throw new Refusal(401, 'InvalidApiKey', 'No API-key provided.');
	if (authorization !== `Bearer ${service.apiKey}`) {
		throw new Refusal(401, 'InvalidApiKey', 'Invalid API-key provided.');
	}
}

function takeRate(service: Service, kind: RequestKind): void {
	if (!service.rates.take(kind, QUERIES_PER_SECOND, service.clock.now())) throw throttled();
}

/** An id that never was or is forgotten is UNKNOWN, with HTTP 200. */
function queryTask(service: Service, taskId: string): object {
	const found = service.keeper.find(taskId);
	const contract = found && CONTRACTS.get(found.task.model);
	if (!found) return { output: { task_id: taskId, task_status: 'UNKNOWN' } };
	if (!contract) {
		const results = [{ url: 'https://dashscope-result.example.com/image.png' }];
		return { output: { task_id: taskId, task_status: found.task.status, results } };
	}
	const instead = queriedInstead(found.task, service.clock.now(), service.list);
	if (instead) return { output: { task_id: taskId, task_status: instead } };
	const link = service.downloads.link(found.task);
	const answer = taskOutput(found.task, found.outcome, contract, service.clock, link);
	return (found.outcome.response?.(answer) as object | undefined) ?? answer;
}

function cancelTask(service: Service, taskId: string): object {
	if (service.keeper.cancel(taskId)) return {};
	throw new Refusal(
		400,
		'UnsupportedOperation',
		'Failed to cancel the task, please confirm if the task is in PENDING status.',
	);
}

function policy(service: Service, query: URLSearchParams): object {
	if (query.get('action') !== 'getPolicy') throw invalid('Input should be "getPolicy": action');
	const model = query.get('model');
	if (!model) throw invalid('Field required: model');
	if (service.refusesUploadsElsewhere && !STORAGE_REGIONS.includes(service.region)) {
		throw new Refusal(403, 'AccessDenied', 'Access denied.');
	}
	if (CONTRACTS.get(model)?.regions.includes(service.region) === false) {
		throw new Refusal(
			404,
			'ModelNotFound',
			`The model ${model} does not exist or you do not have access to it.`,
		);
	}
	if (!service.rates.take(`policy ${model}`, POLICIES_PER_SECOND, service.clock.now())) throw throttled();
	return { data: service.storage.issuePolicy(model) };
}

function compatibleError(status: number, requestId: string, message: string): Answer {
	const hint = status === 401 ? 'Incorrect API key provided. ' : message;
	const code = status === 401 ? 'invalid_api_key' : 'invalid_parameter_error';
	const error = { message: hint, type: 'invalid_request_error', param: null, code };
	return { ...json(status, requestId, { error }), code };
}

/** The official clients ask with and without a slash at the end. */
function withoutSlash(path: string): string {
	return path.replace(/\/+$/, '');
}

function safeDecode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
