import { StudioClient } from '../../nodes/core/studio/client';
import { listVideoModels } from '../../nodes/core/studio/modelList';
import { response, FakeClock, START } from '../harness/fakes';

/** A service whose list has so many video models, a hundred to a page. */
async function list(rows: object[], total = rows.length) {
	const clock = new FakeClock();
	const pages: string[] = [];
	const transport = {
		send: async ({ url }: { url: string }) => {
			pages.push(url);
			const page = Number(/page_no=(\d+)/.exec(url)?.[1]);
			return response(200, { output: { total, models: rows.slice((page - 1) * 100, page * 100) } });
		},
	};
	const client = new StudioClient('https://x.example/api/v1', transport, { clock, random: () => 0.5 });
	const listed = await clock.run(listVideoModels(client, START + 20_000));
	if (!listed.ok) throw new Error(listed.fault.message);
	return { ids: listed.value.map(({ id }) => id), pages };
}

test('reads every page once', async () => {
	const rows = Array.from({ length: 250 }, (_, index) => ({ model: `wan-${index}`, capabilities: ['VG'] }));
	const { ids, pages } = await list(rows);
	expect(ids).toHaveLength(250);
	expect(pages).toHaveLength(3);
});

test('ends with an empty page, whatever the total says', async () => {
	expect((await list([{ model: 'a', capabilities: ['VG'] }], 9_999)).pages).toHaveLength(2);
});

test('tells video models by capability or by what they answer', async () => {
	const rows = [
		{ model: 'a', capabilities: ['VG'] },
		{ model: 'b', inference_metadata: { response_modality: ['VIDEO'] } },
		{ model: 'c', capabilities: ['TG'], inference_metadata: { response_modality: ['Text'] } },
		{ model: 'says nothing of itself' },
		{ name: 'no id' },
		{ model: 'a', capabilities: ['VG'] },
	];
	expect((await list(rows)).ids).toEqual(['a', 'b']);
});
