/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import { credentialFor } from '../harness/wan';
import { startStandIn, type StandIn, type StandInOptions } from '../standIn';
import { temporaryFolder } from './ending';
import { startN8n, type RunningN8n } from './n8n';
import { packPackage, startRegistry, type Registry } from './registry';
import { signIn, signUp, type Rest } from './rest';

/** A stand-in service, and the credential for it that this n8n has stored. */
export interface Studio {
	standIn: StandIn;
	credential: { id: string; name: string };
	/** What the user has entered into the credential. */
	data: IDataObject;
}

/** A fresh n8n with its owner, and the packed package in a registry that n8n's installer asks. */
export class World {
	private constructor(
		readonly version: string | undefined,
		readonly userFolder: string,
		readonly tarball: string,
		readonly registry: Registry,
		public n8n: RunningN8n,
		public rest: Rest,
	) {}

	/** @param packed path of the packed package; without it the package is built and packed */
	static async open(version?: string, packed?: string): Promise<World> {
		const folder = temporaryFolder('e2e');
		const userFolder = path.join(folder, 'home');
		mkdirSync(path.join(userFolder, '.n8n-files'), { recursive: true });
		const tarball = packed ?? (await packPackage(folder));
		const registry = await startRegistry(tarball, folder);
		const n8n = await startN8n({ version, userFolder, path: [registry.path], env: environment });
		return new World(version, userFolder, tarball, registry, n8n, await signUp(n8n));
	}

	/** The only folder where n8n 2 reads and writes files, unless it is told another. */
	get filesFolder(): string {
		return path.join(this.userFolder, '.n8n-files');
	}

	/** Starts n8n anew at the same address, after it was stopped or killed. */
	async startAgain(): Promise<void> {
		const { version, userFolder, registry } = this;
		const { port } = this.n8n;
		this.n8n = await startN8n({ version, userFolder, path: [registry.path], env: environment, port });
		this.rest = await signIn(this.n8n);
	}

	/** Gives a service of its own for one proof, so that its books tell of nothing else. */
	async withStudio<T>(options: StandInOptions, use: (studio: Studio) => Promise<T>): Promise<T> {
		const standIn = await startStandIn({ strict: true, ...options });
		try {
			const data = credentialFor(standIn);
			const credential = await this.rest.createCredential('modelStudioApi', 'Model Studio', data);
			return await use({ standIn, credential, data });
		} finally {
			await standIn.close();
		}
	}

	/** Ends everything. @throws when something is left: the process, what listens at its port, or a file. */
	async close(): Promise<void> {
		const { registry, n8n, userFolder } = this;
		registry.close();
		await n8n.stop();
		rmSync(userFolder, { recursive: true, force: true, maxRetries: 5 });
		assert.ok(!existsSync(userFolder));
		assert.throws(() => process.kill(n8n.pid, 0), { code: 'ESRCH' });
		await assert.rejects(fetch(n8n.url));
	}
}

const environment = {
	// n8n 1 keeps files in memory and in its database, unless it is told to; n8n 2 does so by itself.
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	// In n8n 1 the Code node runs in n8n itself, unless it is told to; n8n 2 does so by itself.
	N8N_RUNNERS_ENABLED: 'true',
};
