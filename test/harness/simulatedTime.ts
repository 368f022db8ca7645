/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { ClientRequest, type IncomingMessage } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import zlib from 'node:zlib';

import type { Clock } from '../../nodes/core/base/clock';

/** Turns of the event loop in which nothing happens until time goes on. */
const QUIET_TURNS = 3;
/** Node.js's names for what is on its way to or from the disk and the network. */
const WORK = /Req|CloseReq/;

/** Who is told of each request of a client as soon as it has a socket, and not only when its body has been sent. */
const beginnings = oncePerProcess('request beginnings', () => {
	const told = new Set<(request: ClientRequest) => void>();
	const { onSocket } = ClientRequest.prototype;
	ClientRequest.prototype.onSocket = function (this: ClientRequest, ...args) {
		for (const tell of told) tell(this);
		onSocket.apply(this, args);
	};
	return told;
});

/** Bodies that are being unpacked: zlib works on threads of its own, of which Node.js does not tell. */
const unpacking = oncePerProcess('unpacking', () => {
	const streams = new Set<object>();
	for (const name of ['createUnzip', 'createGunzip', 'createBrotliDecompress'] as const) {
		const create = zlib[name];
		const watched = (...options: Parameters<typeof create>) => {
			const stream = create(...options);
			streams.add(stream);
			stream.once('close', () => streams.delete(stream));
			return stream;
		};
		Object.defineProperty(zlib, name, { value: watched, configurable: true, enumerable: true });
	}
	return streams;
});

/** All test files of a worker share Node.js's modules, and each loads this file anew. */
function oncePerProcess<T>(name: string, make: () => T): T {
	const place = Symbol.for(`n8n-nodes-wan: ${name}`);
	const known = globalThis as unknown as Record<symbol, T | undefined>;
	return (known[place] ??= make());
}

interface Sleeper {
	until: number;
	wake: () => void;
}

/**
 * Time that stands still while anything works and leaps to the next event when all sleep: the node's clock and the
 * stand-in's in one. How fast the machine is makes no difference to what a test sees.
 */
export class SimulatedTime implements Clock {
	private readonly sleepers = new Set<Sleeper>();
	private readonly open = new Set<ClientRequest>();
	private readonly hung = new Set<ClientRequest>();
	private running = false;

	private readonly begin = (request: ClientRequest): void => {
		this.open.add(request);
		request.once('close', () => this.open.delete(request));
	};

	/**
	 * @param time the beginning, in milliseconds since the epoch
	 * @param onLeap told of each leap before anybody wakes
	 */
	constructor(
		private time = Date.now(),
		private readonly onLeap?: (now: number) => Promise<void>,
	) {
		beginnings.add(this.begin);
	}

	/** Milliseconds since the epoch. */
	now(): number {
		return this.time;
	}

	async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
		if (signal?.aborted || !(milliseconds > 0)) return;
		await new Promise<void>((resolve) => {
			const wake = () => {
				cancel();
				signal?.removeEventListener('abort', wake);
				resolve();
			};
			const cancel = this.at(this.time + milliseconds, wake);
			signal?.addEventListener('abort', wake);
		});
	}

	/** A request that the service never answers: the client's own time-out ends it, in simulated time. */
	hangs({ socket: served }: IncomingMessage): void {
		const request = [...this.open].find(
			({ socket }) => socket?.localPort === served.remotePort && socket?.remotePort === served.localPort,
		);
		const timeout = request?.socket?.timeout;
		if (!request || !timeout) return;
		this.hung.add(request);
		const cancel = this.at(this.time + timeout, () => request.emit('timeout'));
		request.once('close', () => {
			this.hung.delete(request);
			cancel();
		});
	}

	/** Wakes all who sleep, and counts no more. */
	end(): void {
		beginnings.delete(this.begin);
		for (const { wake } of this.sleepers) wake();
		this.sleepers.clear();
	}

	/** Calls something when time has come so far. @returns forgets it */
	private at(until: number, wake: () => void): () => void {
		const sleeper = { until, wake };
		this.sleepers.add(sleeper);
		void this.run();
		return () => this.sleepers.delete(sleeper);
	}

	private async run(): Promise<void> {
		if (this.running) return;
		this.running = true;
		for (let quiet = 0; this.sleepers.size > 0; ) {
			await setImmediate();
			quiet = this.isBusy() ? 0 : quiet + 1;
			if (quiet < QUIET_TURNS || this.sleepers.size === 0) continue;
			quiet = 0;
			this.time = Math.max(this.time, Math.min(...[...this.sleepers].map(({ until }) => until)));
			await this.onLeap?.(this.time);
			for (const sleeper of [...this.sleepers]) {
				if (sleeper.until > this.time || !this.sleepers.delete(sleeper)) continue;
				sleeper.wake();
			}
		}
		this.running = false;
	}

	private isBusy(): boolean {
		return (
			this.open.size > this.hung.size ||
			unpacking.size > 0 ||
			process.getActiveResourcesInfo().some((name) => WORK.test(name))
		);
	}
}
