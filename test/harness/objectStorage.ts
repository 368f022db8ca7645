/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IDataObject, INode, INodeParameters, IRun } from 'n8n-workflow';
import S3rver from 's3rver';

import { readBinary, type Engine } from './engine';
import { itemsFrom } from './exampleWorkflow';
import { sha256 } from './hash';

/** An S3-compatible server with one bucket on a free port of this machine. It checks signatures. */
export class ObjectStorage {
	private constructor(
		private readonly server: S3rver,
		private readonly directory: string,
		readonly bucket: string,
		/** Data of n8n's credential `s3`. */
		readonly credential: IDataObject,
	) {}

	static async start(bucket: string): Promise<ObjectStorage> {
		const directory = mkdtempSync(path.join(tmpdir(), 'n8n-nodes-wan-s3-'));
		const server = new S3rver({
			address: '127.0.0.1',
			port: 0,
			directory,
			silent: true,
			configureBuckets: [{ name: bucket }],
		});
		const { port } = await server.run();
		return new ObjectStorage(server, directory, bucket, {
			endpoint: `http://127.0.0.1:${port}`,
			region: 'us-east-1',
			// The key pair that s3rver knows.
			accessKeyId: 'S3RVER',
			secretAccessKey: 'S3RVER',
			forcePathStyle: true,
			ignoreSSLIssues: false,
		});
	}

	/** Keys below a folder, listed by n8n's S3 node. */
	async keys(engine: Engine, folder: string): Promise<string[]> {
		const options = { folderKey: `${folder}/` };
		const run = await this.ask(engine, { operation: 'getAll', returnAll: true, options });
		return itemsFrom(run, 'S3').map(({ json }) => String(json.Key));
	}

	/** SHA-256 (hex) of an object as n8n's S3 node downloads it. */
	async hashOf(engine: Engine, key: string): Promise<string> {
		const run = await this.ask(engine, { operation: 'download', fileKey: key, binaryPropertyName: 'data' });
		return sha256(await readBinary(itemsFrom(run, 'S3')[0]));
	}

	async close(): Promise<void> {
		await this.server.close();
		rmSync(this.directory, { recursive: true, force: true });
	}

	private async ask(engine: Engine, parameters: INodeParameters): Promise<IRun> {
		const s3: INode = {
			id: 's3',
			name: 'S3',
			type: 'n8n-nodes-base.s3',
			typeVersion: 1,
			position: [0, 0],
			parameters: { bucketName: this.bucket, ...parameters },
			credentials: { s3: { id: '1', name: 'S3' } },
		};
		const run = await engine.run({ nodes: [s3], connections: {}, credentials: { s3: this.credential } });
		if (run.data.resultData.error) throw run.data.resultData.error;
		return run;
	}
}
