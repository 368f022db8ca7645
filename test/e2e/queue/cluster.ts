/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { temporaryFolder } from '../ending';
import { startN8n, type RunningN8n } from '../n8n';
import { unpackInto } from '../registry';
import { signUp, type Rest } from '../rest';
import type { Services } from './debianServices';

export type BinaryMode = 'default' | 'filesystem' | 'database';

export interface ClusterOptions {
	binaryMode: BinaryMode;
	/** The packed package. */
	tarball: string;
	services: Services;
	workers: number;
	/** Of n8n; default: the one that the package is developed with. */
	version?: string;
	/** Over everything that n8n gets otherwise. */
	env?: Record<string, string>;
}

/**
 * n8n in queue mode: a main process and workers, each with a user folder of its own, as if on machines of their own.
 * What they share is Redis, PostgreSQL, the encryption key, and a folder for files (with `filesystem`, also for n8n's
 * binary data).
 */
export class Cluster {
	readonly workers: RunningN8n[] = [];

	/** Files that workflows may read and write. */
	readonly files = temporaryFolder('queue-files');

	main!: RunningN8n;

	rest!: Rest;

	private constructor(
		private readonly options: ClusterOptions,
		private readonly database: string,
	) {}

	/** A fresh n8n on an empty database. */
	static async start(options: ClusterOptions): Promise<Cluster> {
		const database = `n8n_${Date.now().toString(36)}`;
		await options.services.query(`CREATE DATABASE ${database}`);
		const cluster = new Cluster(options, database);
		mkdirSync(cluster.binaryFolder);
		// The main process makes the tables, so the workers come after it.
		cluster.main = await cluster.startProcess('start');
		cluster.rest = await signUp(cluster.main);
		await Promise.all(Array.from({ length: options.workers }, async () => await cluster.addWorker()));
		return cluster;
	}

	async addWorker(): Promise<RunningN8n> {
		const worker = await this.startProcess('worker');
		this.workers.push(worker);
		return worker;
	}

	/** The workers that took up an execution, once for each time that they did. */
	workersOf(executionId: string): RunningN8n[] {
		return this.workers.flatMap((worker) =>
			Array.from({ length: turns(worker, 'started', executionId) }, () => worker),
		);
	}

	/** A worker that has taken up an execution, this one or any, and not finished its part of it. */
	workerAtWork(executionId = ''): RunningN8n | undefined {
		return this.workers.find(
			(worker) => turns(worker, 'started', executionId) > turns(worker, 'finished', executionId),
		);
	}

	/** SIGKILL: nothing of the worker is left that could put anything in order. */
	async kill(worker: RunningN8n): Promise<void> {
		this.workers.splice(this.workers.indexOf(worker), 1);
		await worker.kill();
	}

	/** How many files n8n has in its database, and how many in its folder. */
	async storedBinaries(): Promise<{ inDatabase: number; inFolder: number }> {
		const inDatabase = Number(await this.query('SELECT count(*) FROM binary_data'));
		const all = readdirSync(this.binaryFolder, { recursive: true, withFileTypes: true });
		const inFolder = all.filter((entry) => entry.isFile() && !entry.name.endsWith('.metadata')).length;
		return { inDatabase, inFolder };
	}

	async query(sql: string): Promise<string> {
		return await this.options.services.query(sql, this.database);
	}

	async stop(): Promise<void> {
		await Promise.all([this.main, ...this.workers].map(async (n8n) => await n8n.kill()));
	}

	private get binaryFolder(): string {
		return path.join(this.files, 'binary-data');
	}

	private async startProcess(command: 'start' | 'worker'): Promise<RunningN8n> {
		const { services, binaryMode, tarball, env, version } = this.options;
		const userFolder = temporaryFolder(`queue-${command}`);
		await unpackInto(userFolder, tarball);
		return await startN8n({
			command,
			version,
			userFolder,
			startSeconds: 240,
			env: {
				EXECUTIONS_MODE: 'queue',
				OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
				QUEUE_BULL_REDIS_HOST: '127.0.0.1',
				QUEUE_BULL_REDIS_PORT: String(services.redisPort),
				QUEUE_BULL_PREFIX: this.database,
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: '127.0.0.1',
				DB_POSTGRESDB_PORT: String(services.postgresPort),
				DB_POSTGRESDB_DATABASE: this.database,
				DB_POSTGRESDB_USER: 'n8n',
				N8N_ENCRYPTION_KEY: 'key-for-tests',
				N8N_DEFAULT_BINARY_DATA_MODE: binaryMode,
				N8N_BINARY_DATA_STORAGE_PATH: this.binaryFolder,
				N8N_RESTRICT_FILE_ACCESS_TO: this.files,
				...env,
			},
		});
	}
}

/** How often a worker's log says so, of an execution or of all. */
function turns(worker: RunningN8n, what: 'started' | 'finished', executionId: string): number {
	const line = `Worker ${what} execution ${executionId}${executionId && ' ('}`;
	return worker.log().split(line).length - 1;
}
