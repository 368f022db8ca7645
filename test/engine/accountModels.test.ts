import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { Wan } from '../../nodes/Wan/Wan.node';
import { startStandIn, type StandIn } from '../standIn';
import type { Region } from '../standIn/types';

let standIn: StandIn;
afterEach(async () => await standIn.close());

/** The context of a list in the editor, with real HTTP and without an engine. */
async function search(region: Region, filter?: string, apiKey = 'sk-stand-in-key') {
	standIn = await startStandIn({ region, listPageMax: 100 });
	const context = {
		getNode: () => ({ id: '1', name: 'Wan', type: 'wan', typeVersion: 1, position: [0, 0], parameters: {} }),
		getCredentials: async () => ({ apiKey, region, workspaceId: '', baseUrl: standIn.baseUrl }),
		helpers: {
			httpRequestWithAuthentication: async (_name: string, { url, headers }: { url: string; headers: Record<string, string> }) => {
				const answer = await fetch(url, { headers: { ...headers, Authorization: `Bearer ${apiKey}` } });
				return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
			},
		},
	};
	const { results } = await new Wan().methods.listSearch.searchAccountModels.call(context as unknown as ILoadOptionsFunctions, filter);
	return results;
}

it("has the video models of the key's region under the region's names, and no others", async () => {
	const values = (await search('cn-beijing')).map(({ value }) => String(value));
	expect(values).toEqual(expect.arrayContaining(['wan3.0-video', 'wanx2.1-i2v-plus', 'wan2.2-s2v', 'wan2.7-t2v-2026-06-12']));
	expect(values).not.toContain('wan2.1-i2v-plus');
	expect(values.filter((value) => /qwen|t2i/.test(value))).toEqual([]);
	expect(new Set(values).size).toBe(values.length);
});

it('has what Virginia has', async () => {
	expect((await search('us-east-1')).map(({ value }) => value).sort()).toEqual([
		...['wan2.6-i2v', 'wan2.6-i2v-us', 'wan2.6-r2v', 'wan2.6-t2v', 'wan2.6-t2v-us', 'wan3.0-video', 'wan3.0-video-prime'],
	]);
});

it('is searched by name', async () => {
	expect(await search('cn-beijing', 'S2V')).toEqual([
		{ name: 'Wan 2.2 Speech to Video (wan2.2-s2v) – Beijing only', value: 'wan2.2-s2v' },
	]);
});

it('tells a wrong key in words', async () => {
	await expect(search('cn-beijing', '', 'sk-wrong')).rejects.toThrow('The service does not know this API key');
});
