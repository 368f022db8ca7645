/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';

import { cacheFolder, currentN8n, installN8n, withFirstInPath, type N8nInstall } from './cache';
import { plainEnvironment } from './command';
import { beforeTheEnd } from './ending';

export interface N8nOptions {
	/** Default: the n8n that the package is developed with. */
	version?: string;
	cacheFolder?: string;
	/** n8n keeps everything in `.n8n` in here. Also its HOME, so `~/.n8n-files` is in here, too. */
	userFolder: string;
	/** Over the defaults of `quietEnvironment`. */
	env?: Record<string, string>;
	/** Folders that come first in PATH, after that of Node.js. */
	path?: string[];
	command?: 'start' | 'worker' | 'webhook';
	/** Default: a free one. */
	port?: number;
	/** Seconds until it has to answer. Default 300: a loaded machine takes long. */
	startSeconds?: number;
}

export interface RunningN8n {
	/** http://127.0.0.1:PORT; of a worker only /healthz answers. */
	url: string;
	port: number;
	pid: number;
	install: N8nInstall;
	userFolder: string;
	/** What it wrote so far. */
	log(): string;
	/** As Ctrl+C: n8n lets go of what it is doing and ends. */
	stop(): Promise<void>;
	/** As a power cut: the process and its task runner are gone at once. */
	kill(): Promise<void>;
}

/**
 * Starts n8n, or a worker or webhook process of it, and waits until it answers.
 * @throws with the end of its log when it ends or does not answer in time.
 */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const { command = 'start', userFolder } = options;
	const install = await installN8n(options.version ?? currentN8n, options.cacheFolder ?? cacheFolder());
	const port = options.port ?? (await freePort());
	const child = spawn(install.node, [path.join(install.folder, 'node_modules/n8n/bin/n8n'), command], {
		cwd: userFolder,
		env: {
			...plainEnvironment(),
			...withFirstInPath(path.dirname(install.node), ...(options.path ?? [])),
			...(await quietEnvironment(userFolder, port)),
			...options.env,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
		// A group of its own, so that its task runner can be ended with it.
		detached: true,
	});
	let log = '';
	for (const stream of [child.stdout, child.stderr])
		stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
	const forget = beforeTheEnd(() => killGroup(child));
	const exited = once(child, 'close').finally(forget);

	const url = `http://127.0.0.1:${port}`;
	const probe = command === 'start' ? `${url}/rest/settings` : `${url}/healthz/readiness`;
	await answers(probe, child, options.startSeconds ?? 300).catch(async (error: Error) => {
		killGroup(child);
		await exited;
		throw new Error(`n8n ${install.version} ${command}: ${error.message}\n${log.slice(-4000)}`);
	});
	return {
		url,
		port,
		pid: child.pid ?? 0,
		install,
		userFolder,
		log: () => log,
		stop: async () => {
			child.kill('SIGTERM');
			await exited;
			killGroup(child);
		},
		kill: async () => {
			killGroup(child);
			await exited;
		},
	};
}

/** A port of this machine that nobody listens at. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

/** n8n on SQLite that talks to nobody but this machine. */
async function quietEnvironment(userFolder: string, port: number): Promise<Record<string, string>> {
	return {
		HOME: userFolder,
		N8N_USER_FOLDER: userFolder,
		DB_TYPE: 'sqlite',
		// On a loaded machine a ping can take longer than five seconds; n8n then answers 503 to everything.
		DB_PING_TIMEOUT_MS: '60000',
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
		// Only for a worker, whose web server has a port of its own name.
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_LOG_LEVEL: 'info',
		// Nothing that is not on this machine can be reached over HTTPS: such a request fails at once.
		HTTPS_PROXY: 'http://127.0.0.1:9',
		NO_PROXY: '127.0.0.1,localhost',
	};
}

async function answers(url: string, child: ChildProcess, seconds: number): Promise<void> {
	const deadline = Date.now() + seconds * 1000;
	while (Date.now() < deadline) {
		if (child.exitCode !== null || child.signalCode !== null)
			throw new Error('it ended while it was starting.');
		const response = await fetch(url).catch(() => undefined);
		if (response?.ok && (await response.json().catch(() => undefined))) return;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	throw new Error(`no answer at ${url} after ${seconds} s.`);
}

function killGroup(child: ChildProcess): void {
	try {
		if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
	} catch {
		// The whole group has ended already.
	}
}
