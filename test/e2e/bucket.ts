/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import S3rver from 's3rver';

import { sha256 } from '../harness/hash';
import type { World } from './world';

/** An S3 server with one bucket, and n8n's credential for it. */
export interface Bucket {
	credential: { id: string; name: string };
	/** SHA-256 (hex) of every object by its key, as any HTTP client gets them. */
	hashes(): Promise<Map<string, string>>;
	close(): Promise<void>;
}

export async function openBucket(world: World, name: string, folder: string): Promise<Bucket> {
	const directory = path.join(world.userFolder, folder);
	mkdirSync(directory, { recursive: true });
	const options = { address: '127.0.0.1', port: 0, silent: true, configureBuckets: [{ name }] };
	const server = new S3rver({ ...options, directory });
	const endpoint = `http://127.0.0.1:${(await server.run()).port}`;
	// The key pair that s3rver knows; it checks n8n's signatures.
	const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
	const data = { endpoint, region: 'us-east-1', forcePathStyle: true, ignoreSSLIssues: false, ...keys };
	return {
		credential: await world.rest.createCredential('s3', 'S3', data),
		hashes: async () => {
			const listing = await (await fetch(`${endpoint}/${name}`)).text();
			const hashes = new Map<string, string>();
			for (const [, key = ''] of listing.matchAll(/<Key>([^<]+)<\/Key>/g)) {
				const object = await fetch(`${endpoint}/${name}/${key}`);
				hashes.set(key, sha256(Buffer.from(await object.arrayBuffer())));
			}
			return hashes;
		},
		close: async () => await server.close(),
	};
}
