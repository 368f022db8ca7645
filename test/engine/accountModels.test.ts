import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { modelsFor } from '../../nodes/core/catalogue';
import { Wan } from '../../nodes/Wan/Wan.node';
import { standIn, useService } from '../harness/suite';

useService({});

const catalogued = modelsFor('edit').map(({ id }) => id);
const newModel = {
	name: 'Wan9.0-Video (wan9.0-video) – set Body Dialect',
	value: 'wan9.0-video',
	description: 'A model that this node does not know',
};

/** The context of a list in the editor, with real HTTP and without an engine. */
async function search(filter?: string, apiKey = standIn.apiKey) {
	const context = {
		getNode: () => ({ id: '1', name: 'Wan', type: 'wan', typeVersion: 1, position: [0, 0], parameters: {} }),
		getCurrentNodeParameter: () => 'edit',
		getCredentials: async () => ({
			apiKey,
			region: 'ap-southeast-1',
			workspaceId: '',
			baseUrl: standIn.baseUrl,
		}),
		helpers: {
			httpRequestWithAuthentication: async (
				_name: string,
				{ url, headers }: { url: string; headers: Record<string, string> },
			) => {
				const response = await fetch(url, { headers: { ...headers, Authorization: `Bearer ${apiKey}` } });
				return {
					statusCode: response.status,
					headers: Object.fromEntries(response.headers),
					body: await response.text(),
				};
			},
		},
	};
	const { results } = await new Wan().methods.listSearch.searchModels.call(
		context as unknown as ILoadOptionsFunctions,
		filter,
	);
	return results;
}

it('has, behind the models of the operation, the video models of the account that the node does not know', async () => {
	const results = await search();
	expect(results.map(({ value }) => value)).toEqual([...catalogued, 'wan9.0-video']);
	expect(results.at(-1)).toEqual(newModel);
	expect(standIn.count('models')).toBeGreaterThan(0);
});

it('asks the service once for all letters of a search', async () => {
	for (const letters of ['', 'w', 'wa', 'wan9']) await search(letters);
	const asked = standIn.count('models');
	expect(await search('wan9.0')).toEqual([newModel]);
	expect(standIn.count('models')).toBe(asked);
});

it('finds a model of the account by its name', async () => {
	expect(await search('WAN9')).toEqual([newModel]);
});

it("has the catalogue's models with a wrong key, too", async () => {
	expect((await search('', 'sk-wrong')).map(({ value }) => value)).toEqual(catalogued);
	expect(standIn.count('models')).toBeGreaterThan(0);
});

it("has the catalogue's models when the service does not answer", async () => {
	standIn.misbehave({ on: 'models', what: 'reset', which: 'all' });
	expect((await search()).map(({ value }) => value)).toEqual(catalogued);
});
