import { err, ok, type Result } from '../base/result';
import type { CreateRequest } from './createRequest';
import { readTaskAnswer, type TaskAnswer } from './answers';
import type { Fault, Stage } from '../base/fault';
import { RateLimiter } from '../base/rateLimiter';
import { waitBeforeRetry, type RetryOptions } from '../base/retry';
import { asObject, parseObject } from '../base/json';
import {
	faultFromAnswer,
	faultFromNetworkFailure,
	isRetryable,
	parseApiError,
	faultFromApiError,
} from './errors';
import { timeouts } from './timeouts';
import type { NetworkFailure, StudioAnswer, StudioRequest, Transport } from './transport';

/** Tries at reaching a host that refuses or is not found; a wrong base URL should not take half an hour to show. */
const REACH_TRIES = 4;
/** Milliseconds. The service allows 20 queries a second to the whole account; this node stays below half of that. */
export const QUERY_GAP = 120;

interface CreatedTask {
	taskId: string;
	requestId?: string;
	/** The answer as it came. */
	raw: Record<string, unknown>;
}

/** The service's API in its own verbs. Reads are repeated until the deadline; a create call hardly ever is. */
export class StudioClient {
	private readonly queryPace: RateLimiter;

	constructor(
		private readonly apiBase: string,
		private readonly transport: Transport,
		private readonly retryOptions: Omit<RetryOptions, 'deadline'>,
	) {
		this.queryPace = new RateLimiter(QUERY_GAP, retryOptions.clock);
	}

	/**
	 * Creates a task; from here on it is paid for. Repeated only where the service said that it did not take the task
	 * (429), or never saw the call. After anything else without a clear answer the fault is `unclear`, because the API
	 * knows no idempotency key and a second call would be a second video.
	 */
	async submit(request: CreateRequest, deadline: number): Promise<Result<CreatedTask>> {
		const retryOptions = { ...this.retryOptions, deadline };
		for (let tries = 1; ; tries++) {
			if (retryOptions.signal?.aborted) return err(stopped('submit'));
			const attempt = await this.tryToSubmit(request);
			if ('created' in attempt) return ok(attempt.created);
			const { fault, again } = attempt;
			const mayRepeat = again === 'until deadline' || (again === 'a few times' && tries < REACH_TRIES);
			if (!mayRepeat) return err(fault);
			if (!(await waitBeforeRetry(tries, fault, retryOptions))) {
				return err(retryOptions.signal?.aborted ? stopped('submit') : fault);
			}
		}
	}

	private async tryToSubmit(request: CreateRequest): Promise<SubmitTry> {
		const calledAt = this.retryOptions.clock.now();
		const answer = await this.transport.send({
			method: 'POST',
			url: this.apiBase + request.path,
			headers: { 'Content-Type': 'application/json', 'X-DashScope-Async': 'enable', ...request.headers },
			body: request.body,
			// Cut off by the deadline or by Stop, a create call would leave a paid task whose id nobody knows.
			timeout: timeouts.submit,
			ignoreAbort: true,
		});
		if (answer.kind === 'network failure') {
			const fault = faultFromNetworkFailure('submit', answer);
			if (answer.requestSent === 'no') return { fault, again: 'a few times' };
			return { fault: unclear(fault, calledAt), again: 'never' };
		}
		const created = answer.status < 300 ? readCreatedTask(parseObject(answer.text)) : undefined;
		if (created) return { created };
		const fault = faultFromAnswer('submit', answer);
		if (answer.status === 429) return { fault, again: isRetryable(answer) ? 'until deadline' : 'never' };
		const refused = answer.status >= 400 && answer.status < 500 && answer.status !== 408;
		// The official client treats a code in a 200 answer as a refusal, too.
		if (refused || (answer.status < 300 && fault.code)) return { fault, again: 'never' };
		const message =
			answer.status < 500 ? "The answer to the create call was not Model Studio's" : fault.message;
		return { fault: unclear({ ...fault, message }, calledAt), again: 'never' };
	}

	/**
	 * Asks whether a portrait can speak. Every call is charged, so there is one only; it makes no task, so nothing is
	 * lost with its answer.
	 * @param imageUrl a link, or an upload for the model that looks
	 */
	async checkPortrait(check: { model: string; path: string }, imageUrl: string): Promise<Result<true>> {
		const answer = await this.transport.send({
			method: 'POST',
			url: this.apiBase + check.path,
			headers: {
				'Content-Type': 'application/json',
				...(imageUrl.startsWith('oss://') && { 'X-DashScope-OssResourceResolve': 'enable' }),
			},
			body: { model: check.model, input: { image_url: imageUrl }, parameters: {} },
			timeout: timeouts.read,
		});
		if (answer.kind === 'network failure') return err(faultFromNetworkFailure('check', answer));
		const passed = asObject(parseObject(answer.text)?.output)?.check_pass;
		if (answer.status < 300 && typeof passed === 'boolean') {
			return passed ? ok(true) : err(portraitRefused);
		}
		return err(faultFromAnswer('check', answer));
	}

	/** Asks for a task. Repeated until there is an answer or the deadline has come. */
	async query(taskId: string, deadline: number): Promise<Result<TaskAnswer>> {
		const read = await this.read('wait', `/tasks/${encodeURIComponent(taskId)}`, deadline, readTaskAnswer);
		return read.ok ? read : err({ ...read.fault, taskId });
	}

	/** Only a PENDING task can be called off. Tried once, also after Stop. */
	async cancel(taskId: string): Promise<Result<true>> {
		await this.queryPace.acquire();
		const answer = await this.transport.send({
			method: 'POST',
			url: `${this.apiBase}/tasks/${encodeURIComponent(taskId)}/cancel`,
			timeout: timeouts.read,
			ignoreAbort: true,
		});
		if (answer.kind === 'network failure')
			return err({ ...faultFromNetworkFailure('cancel', answer), taskId });
		// Only the service's own yes counts: after a proxy's page the task would be taken for free and paid for again.
		const words = parseApiError(answer);
		const calledOff = answer.status < 300 && words.requestId !== undefined && !words.code;
		return calledOff ? ok(true) : err({ ...faultFromAnswer('cancel', answer), taskId });
	}

	/**
	 * A read, repeated on 429, 5xx, broken connections and answers that are no JSON (a proxy's HTML) until the deadline.
	 * @param readBody gives nothing for a body that is not the expected answer
	 */
	async read<T>(
		stage: Stage,
		path: string,
		deadline: number,
		readBody: (body: Record<string, unknown>) => T | undefined,
	): Promise<Result<T>> {
		const retryOptions = { ...this.retryOptions, deadline };
		for (let tries = 1; ; tries++) {
			await this.queryPace.acquire(retryOptions.signal);
			if (retryOptions.signal?.aborted) return err(stopped(stage));
			const answer = await this.transport.send(this.get(path, deadline));
			if (answer.kind === 'answer' && answer.status < 300) {
				const body = parseObject(answer.text);
				const value = body && readBody(body);
				if (value !== undefined) return ok(value);
			}
			const { fault, again } = readFault(stage, answer);
			if (!again || !(await waitBeforeRetry(tries, fault, retryOptions))) {
				return err(retryOptions.signal?.aborted ? stopped(stage) : fault);
			}
		}
	}

	private get(path: string, deadline: number): StudioRequest {
		return { method: 'GET', url: this.apiBase + path, timeout: this.timeLeft(timeouts.read, deadline) };
	}

	private timeLeft(usual: number, deadline: number): number {
		return Math.min(usual, Math.max(1_000, deadline - this.retryOptions.clock.now()));
	}
}

const portraitRefused: Fault = {
	stage: 'check',
	class: 'input',
	message: 'The service found that the portrait does not fit',
	description: 'Take a picture of one face, seen from the front. No video was made.',
};

type SubmitTry =
	| { created: CreatedTask }
	| { fault: Fault; again: 'never' | 'a few times' | 'until deadline' };

function readFault(stage: Stage, answer: StudioAnswer | NetworkFailure): { fault: Fault; again: boolean } {
	if (answer.kind === 'network failure')
		return { fault: faultFromNetworkFailure(stage, answer), again: answer.aborted !== true };
	if (answer.status < 300) {
		// The service's own refusal in a 200 answer, as the official client knows it.
		const refusal = faultFromAnswer(stage, answer);
		if (refusal.code) return { fault: refusal, again: false };
		const fault = {
			...faultFromApiError(stage, { httpStatus: answer.status }),
			class: 'retry' as const,
			message: 'The answer was not from Model Studio (no readable JSON)',
			description:
				'A proxy or gateway between n8n and the service may have answered instead. Run the item again.',
		};
		return { fault, again: true };
	}
	return { fault: faultFromAnswer(stage, answer), again: isRetryable(answer) };
}

function readCreatedTask(body: Record<string, unknown> | undefined): CreatedTask | undefined {
	const output = asObject(body?.output);
	const taskId = output?.task_id;
	if (!body || typeof taskId !== 'string' || !taskId) return undefined;
	return { taskId, raw: body, ...(typeof body.request_id === 'string' && { requestId: body.request_id }) };
}

export function stopped(stage: Stage): Fault {
	return {
		stage,
		class: 'stopped',
		message: 'The execution was stopped',
		description: 'Run the workflow again.',
	};
}

function unclear(fault: Fault, calledAt: number): Fault {
	return {
		...fault,
		calledAt,
		class: 'unclear',
		message: `${fault.message}. The service may have taken the task all the same`,
		description:
			'The call was not repeated, because a second task would be a second charge. Look for the task in the list below or in the Model Studio console, and enter its ID under Options: Task ID to Resume. If there is none, run the item again.',
	};
}
