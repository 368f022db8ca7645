import { nameInRegion, type Endpoint, type Region, type WanModel } from '../../nodes/core/catalogue';
import type { Clock } from '../../nodes/core/base/clock';
import { asObject, parseObject } from '../../nodes/core/base/json';
import { intervalForLimit, RateLimiter } from '../../nodes/core/base/rateLimiter';
import { timeouts } from '../../nodes/core/studio/timeouts';
import { parseApiError, type ApiError } from '../../nodes/core/studio/errors';
import { type StudioRequest, type Transport } from '../../nodes/core/studio/transport';
import { redact } from '../../nodes/core/base/redact';

/** An answer of the service, read. */
export interface Reply {
	status: number;
	headers: Record<string, string>;
	body: Record<string, unknown>;
	words: ApiError;
}

/** Why a question got no answer that says anything about the contract. */
export class CouldNotAsk extends Error {
	constructor(
		reason: string,
		readonly because: 'not reached' | 'key refused' | 'other' = 'other',
	) {
		super(reason);
	}
}

/** Create calls of the slowest models: two a second. Reads may be much faster, but nobody is in a hurry here. */
const SLOWEST = intervalForLimit(2);
const READ_GAP = 120;

/** Answers about the account or the moment, which come before the service looks at what was asked. */
const ACCOUNT = /^(Arrearage|AccessDenied\.Unpurchased|AllocationQuota|Workspace\.|Model\.AccessDenied)/;

/**
 * Asks the service on behalf of the checks. Reads are free. Create calls go out through `create` alone, which takes no
 * input from its callers, so that no check can send a body from which a video could be made. What `--paid` makes goes
 * out elsewhere (`paid.ts`), after a yes.
 */
export class Asker {
	/** Every answer seen, for the check that looks for limits in the headers. */
	readonly seen: Reply[] = [];

	/** Task ids of create calls that were taken although nothing could be made of them. */
	readonly accepted: string[] = [];

	private readonly reads: RateLimiter;
	private readonly creates: RateLimiter;

	constructor(
		private readonly apiBase: string,
		readonly region: Region,
		private readonly transport: Transport,
		private readonly strangersTransport: Transport,
		readonly clock: Clock,
	) {
		this.reads = new RateLimiter(READ_GAP, clock);
		this.creates = new RateLimiter(SLOWEST, clock);
	}

	async get(path: string): Promise<Reply> {
		await this.reads.acquire();
		return await this.ask(this.transport, { method: 'GET', path });
	}

	/** The same question with a key that nobody has. */
	async getWithWrongKey(path: string): Promise<Reply> {
		await this.reads.acquire();
		return await this.ask(this.strangersTransport, { method: 'GET', path });
	}

	async cancel(taskId: string): Promise<Reply> {
		await this.reads.acquire();
		return await this.ask(this.transport, { method: 'POST', path: `/tasks/${taskId}/cancel` });
	}

	/**
	 * A create call that has to be refused: the input is empty, always. Should the service take one all the same, the
	 * task is called off and no further create call is made.
	 */
	async create(
		model: string,
		endpoint: Endpoint,
		headers: Record<string, string>,
		parameters?: Record<string, unknown>,
	): Promise<Reply> {
		if (this.accepted.length > 0) throw new CouldNotAsk('not asked: an empty create call was taken before');
		await this.creates.acquire();
		const path = `/services/aigc/${endpoint}/video-synthesis`;
		const reply = await this.ask(this.transport, {
			method: 'POST',
			path,
			headers,
			body: { model, input: {}, ...(parameters && { parameters }) },
		});
		const taskId = asObject(reply.body.output)?.task_id;
		if (typeof taskId === 'string' && taskId) {
			this.accepted.push(taskId);
			await this.cancel(taskId).catch(() => undefined);
		}
		if (ACCOUNT.test(reply.words.code ?? '')) throw new CouldNotAsk(inWords(reply));
		return reply;
	}

	private async ask(
		transport: Transport,
		{ path, ...request }: Omit<StudioRequest, 'url' | 'timeout'> & { path: string },
	): Promise<Reply> {
		const response = await transport.send({ ...request, url: this.apiBase + path, timeout: timeouts.read });
		if (response.kind === 'network failure')
			throw new CouldNotAsk(`no answer: ${response.message}`, 'not reached');
		const { status, headers } = response;
		const body = parseObject(response.text);
		if (!body) throw new CouldNotAsk(`HTTP ${status} without readable JSON: not Model Studio`, 'not reached');
		const reply: Reply = { status, headers, body, words: parseApiError(response) };
		this.seen.push(reply);
		if (status === 401 && transport === this.transport) throw new CouldNotAsk(inWords(reply), 'key refused');
		if (status === 429 || status >= 500) throw new CouldNotAsk(`${inWords(reply)} (busy; ask again later)`);
		return reply;
	}
}

export const ASYNC = { 'X-DashScope-Async': 'enable' };

/** The answer in one line, for the table. */
export function inWords({ status, words, body }: Reply): string {
	const taskId = asObject(body.output)?.task_id;
	const said = [words.code, words.message && `"${redact(words.message)}"`].filter(Boolean).join(' ');
	if (said) return `${status} ${said}`;
	return typeof taskId === 'string' ? `${status} with task ${taskId}` : `${status} without a code`;
}

/** Models of the catalogue that exist in the region, by the name they have there. */
export function namesInRegion(models: readonly WanModel[], region: Region): string[] {
	return models.filter(({ regions }) => regions.includes(region)).map((model) => nameInRegion(model, region));
}
