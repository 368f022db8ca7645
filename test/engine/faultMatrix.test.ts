import { balance } from '../harness/accounts';
import { engine, standIn, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';
import type { Misbehaviour, RequestKind } from '../standIn';

useEngine({ taskSeconds: 12, strictRates: false });

const faults: Misbehaviour[] = [
	'429',
	'500',
	'502-html',
	'reset',
	'hang',
	'truncated-json',
	'wrong-content-type',
];
const kinds: RequestKind[] = ['submit', 'query', 'list', 'download'];
const places = ['first', 2, 'every-third'] as const;

const cells = kinds.flatMap((on) =>
	faults.flatMap((what) => places.map((which) => [what, on, which] as const)),
);
const items = Array.from({ length: 4 }, () => ({ json: {} }));

describe('every fault at every stage: each task that was taken is delivered once, or named in an error', () => {
	it.each(cells)('%s at the %s, %s request', async (what, on, which) => {
		// Lists are asked for after lost answers to create calls only, once for each.
		if (on === 'list') standIn.misbehave({ on: 'submit', what: 'reset', which: 'all' });
		standIn.misbehave({ on, what, which });
		const result = await runWan(engine, standIn, imageToVideo(), {
			items,
			node: { onError: 'continueRegularOutput' },
		});

		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(items.length);
		const { accepted, delivered, lost, twice } = await balance(standIn, result.items);
		expect({ lost, twice }).toEqual({ lost: [], twice: [] });

		// One create call for each task, but for those that the service said it did not take.
		const refused = standIn.books.filter(({ kind, status }) => kind === 'submit' && status === 429).length;
		const failedCalls =
			on === 'submit' && what === '500'
				? standIn.books.filter(({ kind, status }) => kind === 'submit' && status === 500).length
				: 0;
		expect(standIn.count('submit') - refused - failedCalls).toBe(accepted.length);
		// A fault of a read, or a throttled create call, costs time and nothing else.
		if (on !== 'submit' && on !== 'list') expect(delivered).toHaveLength(items.length);
		if (on === 'submit' && what === '429') expect(delivered).toHaveLength(items.length);
		expect(accepted.length).toBeLessThanOrEqual(items.length);
		expect(standIn.books.some(({ fault, kind }) => fault && kind === on)).toBe(true);
	});

	it.each(places)('500 at the submit, %s request, of a task that was taken all the same', async (which) => {
		standIn.misbehave({ on: 'submit', what: '500', which, accepted: true });
		const result = await runWan(engine, standIn, imageToVideo(), {
			items,
			node: { onError: 'continueRegularOutput' },
		});
		const { accepted, lost, twice } = await balance(standIn, result.items);
		expect({ lost, twice, accepted: accepted.length }).toEqual({
			lost: [],
			twice: [],
			accepted: items.length,
		});
		expect(standIn.count('submit')).toBe(items.length);
	});
});

describe('faults of a download', () => {
	const contents: Array<[Misbehaviour, number]> = [
		['cut', 2],
		['empty', 1],
		['html', 3],
		['hang', 1],
	];
	it.each(contents)('%s %i times: the file in the store is the whole video', async (what, times) => {
		standIn.misbehave({ on: 'download', what, times, which: 'all' });
		const result = await runWan(engine, standIn, imageToVideo());
		expect(result.error).toBeUndefined();
		expect((await balance(standIn, result.items)).delivered).toHaveLength(1);
		expect(standIn.count('download')).toBe(times + 1);
	});

	it('keep the link, the id and the finished state when the download never works', async () => {
		standIn.misbehave({ on: 'download', what: 'html', which: 'all' });
		const result = await runWan(engine, standIn, imageToVideo(), {
			node: { onError: 'continueRegularOutput' },
		});
		expect(result.items[0]?.json).toMatchObject({
			error: 'The link returned text/html instead of the video',
			details: {
				taskId: [...standIn.tasks.keys()][0],
				taskStatus: 'SUCCEEDED',
				videoUrl: expect.stringContaining('.mp4'),
				stage: 'download',
				retryable: true,
			},
		});
	});

	it('say so when the link has expired, and only then', async () => {
		standIn.script({
			status: 'SUCCEEDED',
			response: ({ output, ...more }) => ({
				...more,
				output: { ...output, video_url: output.video_url?.replace(/Expires=\d+/, 'Expires=1600000000') },
			}),
		});
		const submitted = await runWan(engine, standIn, imageToVideo({ waitForVideo: false }));
		standIn.advance(60);
		const taskId = String(submitted.items[0]?.json.taskId);
		const { error } = await runWan(engine, standIn, { resource: 'task', operation: 'wait', taskId });
		expect(error?.message).toBe('The link to the video has expired [item 0]');
		expect(standIn.count('download')).toBe(1);
	});
});
