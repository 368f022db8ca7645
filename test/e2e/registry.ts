/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { run } from './command';

const packageDirectory = path.resolve(__dirname, '../..');

/** What of package.json a run needs. */
export const manifest = JSON.parse(readFileSync(path.join(packageDirectory, 'package.json'), 'utf8')) as {
	name: string;
	version: string;
	n8n: { nodes: string[] };
};

/** Builds the package and packs it as `npm publish` would. Gives the path of the tarball in `folder`. */
export async function packPackage(folder: string): Promise<string> {
	await run('npm', ['run', '--silent', 'build'], { cwd: packageDirectory });
	const report = await run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], {
		cwd: packageDirectory,
	});
	const [packed] = JSON.parse(report) as Array<{ filename: string }>;
	return path.join(folder, packed?.filename ?? '');
}

/** Puts the package where n8n's installer puts it, as it does, for an n8n that is not running yet. */
export async function unpackInto(userFolder: string, tarball: string): Promise<void> {
	const folder = path.join(userFolder, '.n8n/nodes/node_modules', manifest.name);
	mkdirSync(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], { cwd: folder });
}

export interface Registry {
	/** Requests for the package, as "GET /n8n-nodes-wan". */
	requests: string[];
	/** To be put first in n8n's PATH: its `npm` is the real one, which asks this registry. */
	path: string;
	close(): void;
}

/**
 * An npm registry that has one package: the tarball. n8n takes another registry only with a licence, so the `npm`
 * that it finds is a line of shell which changes nothing but the registry's address.
 */
export async function startRegistry(tarball: string, folder: string): Promise<Registry> {
	const bytes = readFileSync(tarball);
	const manifestText = await run('tar', ['-xzOf', tarball, 'package/package.json'], { cwd: folder });
	const packed = JSON.parse(manifestText) as { name: string; version: string };
	const requests: string[] = [];
	const server = createServer((request, response) => {
		requests.push(`${request.method} ${request.url}`);
		const file = `/${packed.name}/-/${packed.name}-${packed.version}.tgz`;
		if (request.url === file) return response.end(bytes);
		if (request.url !== `/${packed.name}`) return response.writeHead(404).end('{}');
		const dist = {
			tarball: `http://${request.headers.host}${file}`,
			integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
			shasum: createHash('sha1').update(bytes).digest('hex'),
		};
		response.setHeader('content-type', 'application/json');
		response.end(
			JSON.stringify({
				name: packed.name,
				'dist-tags': { latest: packed.version },
				versions: { [packed.version]: { ...packed, dist } },
			}),
		);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		requests,
		path: await writeNpm(folder, `http://127.0.0.1:${port}`),
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

async function writeNpm(folder: string, registry: string): Promise<string> {
	const npm = (await run('sh', ['-c', 'command -v npm'], { cwd: folder })).trim();
	const bin = path.join(folder, 'bin');
	mkdirSync(bin, { recursive: true });
	const cache = path.join(folder, 'npm-cache');
	const script = `#!/bin/sh\nexport npm_config_update_notifier=false npm_config_cache='${cache}'\nexec '${npm}' "$@" --registry=${registry}\n`;
	writeFileSync(path.join(bin, 'npm'), script);
	chmodSync(path.join(bin, 'npm'), 0o755);
	return bin;
}
