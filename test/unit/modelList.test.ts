import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { models } from '../../nodes/core/catalogue';
import { Wan } from '../../nodes/Wan/Wan.node';

async function search(filter?: string, operation?: string) {
	const { results } = await new Wan().methods.listSearch.searchModels.call(
		{ getCurrentNodeParameter: () => operation } as unknown as ILoadOptionsFunctions,
		filter,
	);
	return results;
}
const valuesOf = async (filter?: string) =>
	(await search(filter, 'generateFromImage')).map(({ value }) => value);

describe('The list of models', () => {
	test('has every model of the catalogue once, each with a name and a summary', async () => {
		const all = await search();
		expect(all.map(({ value }) => value)).toEqual(models.map(({ id }) => id));
		expect(new Set(all.map(({ name }) => name)).size).toBe(models.length);
		for (const { name, value } of all) expect(name).toContain(value);
	});

	test.each([
		['2.6', ['wan2.6-i2v-flash', 'wan2.6-i2v', 'wan2.6-i2v-us']],
		['FLASH', ['wan2.6-i2v-flash', 'wan2.2-i2v-flash', 'wan2.2-kf2v-flash']],
		['  turbo ', ['wan2.1-i2v-turbo']],
		['virginia', ['wan2.6-i2v-us']],
		['nothing of this name', []],
	])('is searched by name and ID: %j', async (filter, found) => {
		expect(await valuesOf(filter)).toEqual(found);
	});

	test.each(['generateFromText', 'edit', 'animate', 'continue'] as const)(
		'has for the operation %s the models that can do it',
		async (operation) => {
			const found = (await search('', operation)).map(({ value }) => value);
			expect(found.length).toBeGreaterThan(0);
			expect(found).toEqual(
				models.filter(({ operations: makes }) => makes.includes(operation)).map(({ id }) => id),
			);
		},
	);

	test('names the region of a model that only one region has', async () => {
		const names = (await search()).filter(({ name }) => name.includes('only')).map(({ name }) => name);
		expect(names).toEqual([
			'Wan 2.6 US (wan2.6-i2v-us) – Virginia only',
			'Wan 2.2 First to Last Frame Flash (wan2.2-kf2v-flash) – Beijing only – cheapest – silent',
			'Wan 2.6 Text to Video US (wan2.6-t2v-us) – Virginia only',
			'Wan 2.2 Speech to Video (wan2.2-s2v) – Beijing only',
		]);
	});

	test('says what each choice is about, and no two names read alike', async () => {
		const names = Object.fromEntries(
			(await search('', 'generateFromText')).map(({ value, name }) => [value, name]),
		);
		expect(names['wan3.0-video']).toBe('Wan 3.0 (wan3.0-video) – newest – up to 30 s – sound on or off');
		expect(names['wan2.7-t2v-2026-06-12']).toBe(
			'Wan 2.7 Text to Video of 2026-06-12 (wan2.7-t2v-2026-06-12)',
		);
		expect(Object.values(names).filter((name) => String(name).includes('cheapest'))).toHaveLength(1);
	});

	test.each([
		'generateFromImage',
		'generateFromText',
		'generateFromReferences',
		'continue',
		'upload',
	] as const)(
		'says of %s which models take a sound of your own, and none is cheapest of one',
		async (operation) => {
			const rows = await search('', operation);
			const saying = (words: string) =>
				rows.filter(({ name }) => name.includes(words)).map(({ value }) => value);
			const takesSound = ['generateFromImage', 'generateFromText'].includes(operation);
			expect(saying('takes your sound')).toEqual(
				models
					.filter(
						({ id, audioUrl, snapshotOf }) =>
							takesSound && audioUrl && !snapshotOf && saying('').includes(id),
					)
					.map(({ id }) => id),
			);
			const cheapest = saying('cheapest').length;
			expect(cheapest > 0).toBe(operation !== 'continue');
		},
	);

	test('ends with the models that the region of the credential does not document, which say so', async () => {
		const inRegion = async (region: string) => {
			const context = {
				getCurrentNodeParameter: () => 'generateFromImage',
				getCredentials: async () =>
					await Promise.resolve({ apiKey: 'sk-1', region, baseUrl: 'http://127.0.0.1:9' }),
				getNode: () => ({}),
				helpers: {},
			};
			return await new Wan().methods.listSearch.searchModels.call(
				context as unknown as ILoadOptionsFunctions,
			);
		};
		const { results } = await inRegion('us-east-1');
		// Directly behind the name, since the editor cuts long ones off.
		const said = results.map(({ name }) =>
			/^[^–]+(– \w+ only )?– not documented for Virginia( –|$)/.test(name),
		);
		expect(said).toEqual([...said].sort());
		const there = models.filter(
			({ operations, regions }) => operations.includes('generateFromImage') && regions.includes('us-east-1'),
		);
		expect(said.filter((last) => !last)).toHaveLength(there.length);
		expect(results.slice(0, there.length).map(({ value }) => value)).toEqual(there.map(({ id }) => id));
	});

	test("marks Model Studio's first choice, and not its snapshots", async () => {
		expect(await valuesOf('recommended')).toEqual(['wan2.7-i2v']);
	});
});
