/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingHttpHeaders } from 'node:http';
import { CONTRACTS } from './contract';
import { checkBody } from './contract/check';
import { known } from './contract/known';
import type { ModelContract, Values } from './contract/types';
import { Refusal, invalid, throttled } from './refusal';
import type { Service } from './service';
import type { BookEntry } from './types';
import { usageOf } from './usage';

/** The body of a submit as far as it could be read. */
export type SubmitBody = Record<string, unknown> | undefined;

/** Creates a task, after the checks in the order in which the service makes them. The key is checked before. */
export function submit(
	service: Service,
	servicePath: string,
	headers: IncomingHttpHeaders,
	body: SubmitBody,
	entry: BookEntry,
	requestId: string,
): object {
	if (headers['x-dashscope-async'] !== 'enable') {
		throw new Refusal(403, 'AccessDenied', 'current user api does not support synchronous calls.');
	}
	const { contract, values } = checkCall(service, servicePath, headers, body);
	const { model } = contract;
	if (!service.rates.take(`submit ${model}`, contract.submitsPerSecond, service.clock.now()))
		throw throttled();
	if (!service.keeper.hasRoom(model)) throw throttled();

	const taskId = service.numericTaskIds ? service.random.digits(20) : service.random.uuid();
	const task = service.keeper.accept(taskId, requestId, model, values);
	entry.taskId = task.taskId;
	return { output: { task_status: 'PENDING', task_id: task.taskId } };
}

/** The one synchronous model: looks whether a picture fits wan2.2-s2v. */
export function detectFace(
	service: Service,
	servicePath: string,
	headers: IncomingHttpHeaders,
	body: SubmitBody,
): object {
	if (headers['x-dashscope-async'] !== undefined) {
		throw new Refusal(403, 'AccessDenied', 'current user api does not support asynchronous calls.');
	}
	const { contract } = checkCall(service, servicePath, headers, body);
	const { submitsPerSecond } = contract;
	if (!service.rates.take('detect', submitsPerSecond, service.clock.now())) throw throttled();
	return { output: { check_pass: true, humanoid: true }, usage: usageOf(contract, { input: {} }) };
}

function checkCall(
	service: Service,
	servicePath: string,
	headers: IncomingHttpHeaders,
	body: SubmitBody,
): { contract: ModelContract; values: Values } {
	const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
	if (!body || !isJson) {
		throw invalid('Required body invalid, please check the request body format.');
	}
	if (typeof body.model !== 'string' || body.model === '') throw invalid('Field required: model');
	const contract = CONTRACTS.get(body.model);
	if (!PATHS.has(servicePath) || (contract && contract.path !== servicePath)) {
		throw invalid('url error, please check url！');
	}
	if (!contract) throw invalid('Model not exist.');
	if (!contract.regions.includes(service.region)) {
		throw new Refusal(
			404,
			'ModelNotFound',
			`The model ${body.model} does not exist or you do not have access to it.`,
		);
	}
	const read = service.strict ? body : known(contract, body);
	checkBody(contract, read, {
		region: service.region,
		model: contract.model,
		resolvesOss: headers['x-dashscope-ossresourceresolve'] === 'enable',
		uploads: service.storage.uploads,
		now: service.clock.now(),
	});
	return { contract, values: read };
}

const PATHS: ReadonlySet<string> = new Set([...CONTRACTS.values()].map((contract) => contract.path));
