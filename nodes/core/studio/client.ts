import type { Fault, Stage } from '../base/fault';
import { asObject, parseObject } from '../base/json';
import { fileReadFault } from '../media/file';
import { RateLimiter } from '../base/rateLimiter';
import { err, ok, type Result } from '../base/result';
import { Retries, type RetryOptions } from '../base/retry';
import { readTaskResponse, type TaskResponse } from './responses';
import { type CreatedTask, readCreateResponse } from './createResponse';
import { type CreateRequest, headersOf } from './createRequest';
import { faultFromResponse, parseApiError, stopFault } from './errors';
import { faultOfRead } from './readResponse';
import { encodeBody } from './requestBody';
import { retryPolicies } from './retryPolicies';
import { timeouts } from './timeouts';
import type { NetworkFailure, StudioResponse, StudioRequest, Transport } from './transport';

/** Between two queries. The service allows 20 queries a second to the whole account; this node stays below half of that. */
export const QUERY_INTERVAL_MS = 120;

/** What a create call does when it is throttled. */
interface ThrottleHooks {
	/** Resolves when another attempt may succeed. @returns the deadline from then on, in milliseconds since the epoch */
	onThrottled(): Promise<number>;
	/** Resolves when it is the next attempt's turn; called before every repeat. */
	waitForTurn(): Promise<void>;
}

/** The service's API in its own verbs. Reads are repeated until the deadline; a create call hardly ever is. */
export class StudioClient {
	/**
	 * Milliseconds by which the service's clock is ahead of this machine's, by the `Date` header of the last answer (RFC
	 * 9110, 6.6.1), to the second; negative: behind.
	 */
	clockSkew?: number;
	/** The service has accepted the key before, so a later rejection may come from a stale replica or a gateway. */
	private keyAccepted = false;

	/** @param queryLimiter shared by clients of one account, for which the limit is */
	constructor(
		private readonly apiBase: string,
		private readonly transport: Transport,
		private readonly retryOptions: Omit<RetryOptions, 'deadline'>,
		private readonly queryLimiter = new RateLimiter(QUERY_INTERVAL_MS, retryOptions.clock),
	) {}

	/**
	 * Creates a task; from here on it is paid for. Repeated only where the service said that it did not take the task, or
	 * never saw the call.
	 */
	async submit(
		request: CreateRequest,
		deadline: number,
		whenThrottled?: ThrottleHooks,
	): Promise<Result<CreatedTask>> {
		const { signal, clock } = this.retryOptions;
		const options = { ...this.retryOptions, deadline };
		const retries = new Retries(options);
		for (;;) {
			const encoded = await this.encode(request);
			if (signal?.aborted) return err(stopFault('submit'));
			if (!encoded.ok) return encoded;
			const calledAt = clock.now();
			const response = await this.send('POST', request.path, {
				headers: headersOf(request),
				body: encoded.value,
				// Cut off by the deadline or by Stop, a create call would leave a paid task whose id nobody knows.
				timeout: timeouts.submit,
				ignoreAbort: true,
			});
			const url = this.apiBase + request.path;
			const created = readCreateResponse(response, { url, calledAt, keyAccepted: this.keyAccepted });
			if ('task' in created) return ok(created.task);
			const { fault, policy } = created;
			if (policy.requests === 1) return err(fault);
			if (whenThrottled && policy === retryPolicies.createThrottled)
				options.deadline = await whenThrottled.onThrottled();
			if (!(await retries.waitForRetry(policy, fault)))
				return err(signal?.aborted ? stopFault('submit') : fault);
			await whenThrottled?.waitForTurn();
		}
	}

	private async encode(request: CreateRequest): Promise<Result<object>> {
		try {
			return ok(await encodeBody(request));
		} catch (error) {
			return err(fileReadFault(error));
		}
	}

	/**
	 * Asks whether a portrait can speak. Every call is charged, so there is one only; it makes no task, so nothing is
	 * lost with its answer.
	 * @param imageUrl a link, or an upload for the model that checks
	 */
	async checkPortrait(check: { model: string; path: string }, imageUrl: string): Promise<Result<boolean>> {
		const response = await this.send('POST', check.path, {
			headers: {
				'Content-Type': 'application/json',
				...(imageUrl.startsWith('oss://') && { 'X-DashScope-OssResourceResolve': 'enable' }),
			},
			body: { model: check.model, input: { image_url: imageUrl }, parameters: {} },
		});
		const passed = asObject(bodyOf(response)?.output)?.check_pass;
		return typeof passed === 'boolean' ? ok(passed) : err(faultFromResponse('check', response));
	}

	/** Asks for a task. Repeated until there is an answer or the deadline has come. */
	async query(taskId: string, deadline: number): Promise<Result<TaskResponse>> {
		const read = await this.read('wait', taskPath(taskId), deadline, readTaskResponse);
		return read.ok ? read : err({ ...read.fault, taskId });
	}

	/** Only a PENDING task can be canceled. Tried once, also after Stop. */
	async cancel(taskId: string): Promise<Result<true>> {
		await this.queryLimiter.acquire();
		const response = await this.send('POST', `${taskPath(taskId)}/cancel`, { ignoreAbort: true });
		// Only the service's own yes counts: after a proxy's page the task would be taken for free and paid for again.
		return isSuccess(response) ? ok(true) : err({ ...faultFromResponse('cancel', response), taskId });
	}

	/**
	 * A read, repeated on 429, 5xx, broken connections and answers that are not JSON (a proxy's HTML) until the deadline.
	 * @param readBody gives nothing for a body that is not the expected answer
	 */
	async read<T>(
		stage: Stage,
		path: string,
		deadline: number,
		readBody: (body: Record<string, unknown>) => T | undefined,
	): Promise<Result<T>> {
		const { signal, clock } = this.retryOptions;
		const retries = new Retries({ ...this.retryOptions, deadline });
		for (;;) {
			await this.queryLimiter.acquire(signal);
			if (signal?.aborted) return err(stopFault(stage));
			const timeout = Math.min(timeouts.read, Math.max(1_000, deadline - clock.now()));
			const response = await this.send('GET', path, { timeout });
			const body = bodyOf(response);
			const value = body && readBody(body);
			if (value !== undefined) return ok(value);
			const { fault, policy } = faultOfRead(stage, response, this.keyAccepted);
			if (!(await retries.waitForRetry(policy, fault)))
				return err(signal?.aborted ? stopFault(stage) : fault);
		}
	}

	private async send(
		method: StudioRequest['method'],
		path: string,
		more: Partial<StudioRequest>,
	): Promise<StudioResponse | NetworkFailure> {
		const { apiBase, transport, retryOptions } = this;
		const response = await transport.send({ method, url: apiBase + path, timeout: timeouts.read, ...more });
		const date = response.kind === 'response' ? Date.parse(response.headers.date ?? '') : NaN;
		if (!Number.isNaN(date)) this.clockSkew = date - retryOptions.clock.now();
		this.keyAccepted ||= isSuccess(response);
		return response;
	}
}

function taskPath(taskId: string): string {
	return `/tasks/${encodeURIComponent(taskId)}`;
}

/** What an answer of success says; nothing for any other answer. */
function bodyOf(response: StudioResponse | NetworkFailure): Record<string, unknown> | undefined {
	return response.kind === 'response' && response.status < 300 ? parseObject(response.text) : undefined;
}

/** A proxy's page has no request ID, and a refusal has a code, also with HTTP 200. */
function isSuccess(response: StudioResponse | NetworkFailure): boolean {
	if (response.kind !== 'response' || response.status >= 300) return false;
	const { requestId, code } = parseApiError(response);
	return requestId !== undefined && !code;
}

export const portraitRefused: Fault = {
	stage: 'check',
	class: 'input',
	message: "The portrait did not pass the service's check",
	description: 'Use a picture of a single face seen from the front. No video was made.',
};
