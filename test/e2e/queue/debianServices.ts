/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
/*
 * Redis and PostgreSQL as Debian packs them, on free ports of this machine, with their files in temporary folders.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { plainEnvironment, run } from '../command';
import { beforeTheEnd, temporaryFolder } from '../ending';
import { freePort } from '../n8n';
import { waitFor } from '../rest';

const POSTGRES_HOME = '/usr/lib/postgresql';
/** Seconds until a service has to take connections. */
const START = 60;

export interface Services {
	redisPort: number;
	postgresPort: number;
	redisVersion: string;
	postgresVersion: string;
	/** The answer to a query, as text. */
	query(sql: string, database?: string): Promise<string>;
	stop(): Promise<void>;
}

/** @throws when a package is not installed, naming it, or when a service does not start. */
export async function startServices(): Promise<Services> {
	const programs = findPrograms();
	const redis = await startRedis(programs.redis);
	const postgres = await startPostgres(programs.postgres);
	const psql = path.join(programs.postgres, 'psql');
	const server = ['-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'n8n'];
	const query = async (sql: string, database = 'postgres') =>
		(await run(psql, [...server, '-d', database, '-Atc', sql], { cwd: '/' })).trim();
	return {
		redisPort: redis.port,
		postgresPort: postgres.port,
		redisVersion: /v=([\d.]+)/.exec(await run(programs.redis, ['--version'], { cwd: '/' }))?.[1] ?? '',
		postgresVersion: (await query('SHOW server_version')).split(' ')[0] ?? '',
		query,
		stop: async () => {
			await Promise.all([redis.stop(), postgres.stop()]);
		},
	};
}

function findPrograms(): { redis: string; postgres: string } {
	const redis = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((file) => existsSync(file));
	const versions = existsSync(POSTGRES_HOME) ? readdirSync(POSTGRES_HOME) : [];
	const postgres = versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => path.join(POSTGRES_HOME, version, 'bin'))
		.find((folder) => existsSync(path.join(folder, 'initdb')));
	if (redis && postgres) return { redis, postgres };
	const missing = [!redis && 'redis-server', !postgres && 'postgresql'].filter(Boolean).join(' ');
	throw new Error(`This needs Redis and PostgreSQL. Install them with: apt-get install ${missing}`);
}

async function startRedis(program: string): Promise<Service> {
	const port = await freePort();
	const folder = temporaryFolder('redis');
	const args = [
		'--port',
		String(port),
		'--bind',
		'127.0.0.1',
		'--dir',
		folder,
		'--save',
		'',
		'--appendonly',
		'no',
	];
	return await start(program, args, { cwd: folder, port, readyWhen: 'Ready to accept connections' });
}

/** PostgreSQL refuses to run as root; then it runs as the user of Debian's package, or as nobody. */
async function startPostgres(programs: string): Promise<Service> {
	const port = await freePort();
	const folder = temporaryFolder('postgres');
	const user = process.getuid?.() === 0 ? await unprivilegedUser() : undefined;
	if (user) chownSync(folder, user.uid, user.gid);
	const data = path.join(folder, 'data');
	const cluster = ['-D', data, '-U', 'n8n', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
	await promisify(execFile)(path.join(programs, 'initdb'), cluster, { cwd: folder, ...user });

	const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
	const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
	const readyWhen = 'ready to accept connections';
	return await start(path.join(programs, 'postgres'), args, { cwd: folder, port, user, readyWhen });
}

async function unprivilegedUser(): Promise<User> {
	for (const name of ['postgres', 'nobody']) {
		const id = async (of: string) => Number(await run('id', [of, name], { cwd: '/' }));
		const user = await Promise.all([id('-u'), id('-g')]).catch(() => undefined);
		if (user) return { uid: user[0], gid: user[1] };
	}
	throw new Error('PostgreSQL does not run as root, and this machine has no user postgres or nobody.');
}

interface User {
	uid: number;
	gid: number;
}

interface Service {
	port: number;
	stop(): Promise<void>;
}

async function start(
	program: string,
	args: string[],
	{ cwd, port, user, readyWhen }: { cwd: string; port: number; user?: User; readyWhen: string },
): Promise<Service> {
	const child = spawn(program, args, {
		cwd,
		env: plainEnvironment(),
		stdio: ['ignore', 'pipe', 'pipe'],
		...user,
	});
	const forget = beforeTheEnd(() => child.kill('SIGKILL'));
	let log = '';
	for (const stream of [child.stdout, child.stderr])
		stream?.on('data', (part: Buffer) => (log += part.toString()));
	const ended = once(child, 'close').finally(forget);
	await waitFor(`${path.basename(program)} to be ready`, START, async () => {
		if (log.includes(readyWhen)) return true;
		if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}:\n${log}`);
		return await Promise.resolve(false);
	});
	return {
		port,
		stop: async () => {
			// PostgreSQL's fast shutdown; to Redis the same as SIGTERM.
			child.kill('SIGINT');
			await ended;
		},
	};
}
