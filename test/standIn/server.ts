/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deliver, type Answer } from './answer';
import { withNumericIds } from './detours';
import { isCarriedOut } from './faults';
import { answerCall, answerStorageCall, kindOfCall, kindOfStorageCall } from './routes';
import { createService, type Service } from './service';
import type { SubmitBody } from './submit';
import type { StandIn, StandInOptions } from './types';

let started = 0;

/** Starts the stand-in on two free loopback ports: the API, and the storage with the videos. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
	started += 1;
	const service = createService(options, options.seed ?? started);
	const failures: unknown[] = [];
	const api = serverOf((request, response) => handleCall(service, request, response), failures);
	const handleStorage = (request: IncomingMessage, response: ServerResponse) =>
		handleStorageCall(service, request, response);
	const storage = serverOf(handleStorage, failures);
	const servers = [api, storage];
	const apiPort = await listen(api, '127.0.0.1', 0);
	const storagePort = await listen(storage, '127.0.0.1', 0);
	// `localhost` may mean ::1 first; where there is no IPv6 nobody will ask there.
	const storageV6 = serverOf(handleStorage, failures);
	if (await listen(storageV6, '::1', storagePort).catch(() => undefined)) servers.push(storageV6);

	const host = `http://127.0.0.1:${apiPort}`;
	service.downloadHost = `http://localhost:${storagePort}`;
	const { keeper, books, clock, faults, videos } = service;
	return {
		host,
		baseUrl: `${host}/api/v1`,
		downloadHost: service.downloadHost,
		apiKey: service.apiKey,
		books: books.entries,
		tasks: keeper.tasks,
		uploads: service.storage.uploads,
		list: service.list,
		addOtherTasks: (count, model = 'wan2.2-t2i-flash') =>
			Array.from({ length: count }, () => {
				const [taskId, requestId] = [service.random.uuid(), service.random.uuid()];
				return keeper.accept(taskId, requestId, model, {}).taskId;
			}),
		now: () => clock.now(),
		count: (kind) => books.count(kind),
		misbehave: (rule) => faults.add(rule),
		behave: () => faults.clear(),
		script: (...outcomes) => keeper.script(outcomes),
		advance: (seconds) => clock.advance(seconds),
		videoSha256: async (taskId) => {
			const task = taskId === undefined ? [...keeper.tasks.values()][0] : keeper.tasks.get(taskId);
			if (taskId !== undefined && !task) throw new Error(`There is no task ${taskId}`);
			return await videos.sha256(task);
		},
		close: async () => {
			await Promise.all(servers.map(shut));
			if (failures.length > 0) throw new Error('The stand-in itself failed', { cause: failures[0] });
		},
	};
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function serverOf(handle: Handler, failures: unknown[]): Server {
	const server = createServer((request, response) => {
		handle(request, response).catch((error: unknown) => {
			// A client that went away is no fault of the stand-in; anything else must not pass unseen.
			if (request.socket.destroyed) return;
			failures.push(error);
			response.writeHead(500, { 'content-type': 'text/plain' });
			response.end(`The stand-in itself failed: ${error instanceof Error ? error.stack : String(error)}`);
		});
	});
	server.keepAliveTimeout = 120_000;
	return server;
}

async function handleCall(
	service: Service,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const url = new URL(request.url ?? '/', 'http://stand-in');
	const { kind, taskId } = kindOfCall(request.method ?? '', url.pathname);
	const entry = service.books.open(kind, request, service.clock.now());
	entry.taskId = taskId;
	tellTime(service, response);
	const requestId = service.random.uuid();
	const rule = service.faults.take(kind);
	entry.fault = rule?.what;
	const body = await readBody(request);
	if (kind === 'submit' || kind === 'detect') entry.body = body;
	let answer: Answer | undefined;
	if (!rule || isCarriedOut(rule)) answer = answerCall(service, request, url, entry, body, requestId);
	if (rule?.what === 'hang') service.onHang?.(request);
	if (answer && service.numericTaskIds) answer = withNumericIds(answer);
	await deliver(response, entry, answer, rule, requestId);
}

async function handleStorageCall(
	service: Service,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const url = new URL(request.url ?? '/', 'http://stand-in');
	const entry = service.books.open(kindOfStorageCall(request.method ?? ''), request, service.clock.now());
	entry.taskId = service.downloads.taskIdOf(url.pathname);
	tellTime(service, response);
	const requestId = service.random.hex(24).toUpperCase();
	const rule = service.faults.take(entry.kind);
	entry.fault = rule?.what;
	let answer: Answer | undefined;
	if (!rule || isCarriedOut(rule)) answer = await answerStorageCall(service, request, url, entry, requestId);
	else request.resume();
	if (rule?.what === 'hang') service.onHang?.(request);
	await deliver(response, entry, answer, rule, requestId);
}

/** `Date` by the service's clock. */
function tellTime({ clock, dateHeader, aheadSeconds }: Service, response: ServerResponse): void {
	response.sendDate = dateHeader !== 'none';
	if (dateHeader === 'none') return;
	const ahead = dateHeader === 'right' ? aheadSeconds * 1000 : 0;
	response.setHeader('date', new Date(clock.epoch(clock.now()) - ahead).toUTCString());
}

/** The JSON object of the body; undefined when it is none. */
async function readBody(request: IncomingMessage): Promise<SubmitBody> {
	const chunks: Buffer[] = [];
	for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
	try {
		const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
		return typeof body === 'object' && body !== null && !Array.isArray(body)
			? (body as SubmitBody)
			: undefined;
	} catch {
		return undefined;
	}
}

async function listen(server: Server, host: string, port: number): Promise<number> {
	server.listen(port, host);
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}

async function shut(server: Server): Promise<void> {
	if (!server.listening) return;
	const closed = once(server, 'close');
	server.close();
	server.closeAllConnections();
	await closed;
}
