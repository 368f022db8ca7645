/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';

import { manifest } from '../registry';
import type { Proof } from '../report';
import { waitFor } from '../rest';
import type { World } from '../world';

export const installation: Array<Proof<World>> = [
	{
		promise: "n8n's own installer fetches the packed tarball by the package's name and loads it",
		async prove({ rest, registry, userFolder }) {
			const { installedVersion, installedNodes } = await rest.installPackage(manifest.name, manifest.version);
			assert.equal(installedVersion, manifest.version);
			assert.equal(installedNodes.length, manifest.n8n.nodes.length);
			assert.ok(registry.requests.some((request) => request.endsWith('.tgz')));
			const folder = path.join(userFolder, '.n8n/nodes/node_modules', manifest.name);
			assert.ok(existsSync(path.join(folder, 'dist/nodes/Wan/Wan.node.js')));
			// Nothing came with it.
			assert.ok(!existsSync(path.join(folder, 'node_modules')));
			return `${manifest.name} ${installedVersion}: ${installedNodes.map(({ type }) => type).join(', ')}`;
		},
	},
	{
		promise:
			'n8n knows every node type, as a node and as a tool, with icons that it serves in light and dark',
		async prove({ rest }) {
			// n8n writes this file anew after an installation; in between it is half a file.
			const types = await waitFor('the list of node types', 30, async () => {
				const text = await (await rest.send('GET', '/types/nodes.json')).text();
				return ownTypes(text);
			});
			const names = types.map(({ name }) => name);
			for (const file of manifest.n8n.nodes) {
				const name = path.basename(file, '.node.js');
				assert.ok(
					names.includes(`${manifest.name}.${name[0]?.toLowerCase()}${name.slice(1)}`),
					`${name} is not known`,
				);
			}
			assert.ok(names.includes(`${manifest.name}.wanTool`));
			for (const { name, iconUrl } of types) {
				assert.ok(iconUrl && typeof iconUrl === 'object', `icon of ${name}`);
				for (const url of [iconUrl.light, iconUrl.dark]) {
					const icon = await (await rest.send('GET', `/${url}`)).text();
					assert.match(icon, /<svg/, `icon of ${name}`);
				}
			}
			return names.join(', ');
		},
	},
];

export const removal: Array<Proof<World>> = [
	{
		promise: 'n8n removes the package again, with everything of it',
		async prove({ rest, userFolder }) {
			await rest.send('DELETE', `/rest/community-packages?name=${manifest.name}`);
			assert.ok(!existsSync(path.join(userFolder, '.n8n/nodes/node_modules', manifest.name)));
			assert.deepEqual(await rest.get('/rest/community-packages'), []);
			return undefined;
		},
	},
];

function ownTypes(text: string): INodeTypeDescription[] | undefined {
	try {
		const types = JSON.parse(text) as INodeTypeDescription[];
		return types.filter(({ name }) => name.startsWith(manifest.name));
	} catch {
		return undefined;
	}
}
