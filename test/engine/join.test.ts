/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { binaryItem, Engine, readBinary } from '../harness/engine';
import { filmFixture, joined, readFilm } from '../harness/films';
import { packageDirectory, runWan, type WanRun } from '../harness/wan';

let engine: Engine;

beforeAll(async () => {
	engine = await Engine.start(packageDirectory);
});

/** Clips as earlier nodes leave them. */
async function clips(...names: string[]): Promise<INodeExecutionData[]> {
	return await Promise.all(
		names.map(async (name, index) => {
			const item = await binaryItem(filmFixture(name), name, 'video/mp4');
			return { ...item, json: { scene: index + 1, name } };
		}),
	);
}

/** Without a service, without a credential. */
async function join(
	items: INodeExecutionData[],
	parameters: INodeParameters = {},
	more: Parameters<typeof runWan>[3] = {},
): Promise<WanRun> {
	const { node, ...options } = more;
	return await runWan(
		engine,
		undefined,
		{ resource: 'video', operation: 'join', ...parameters },
		{ items, node: { credentials: {}, ...node }, ...options },
	);
}

const WAN = ['wan-1.mp4', 'wan-2.mp4', 'wan-3.mp4'];

describe.each(['filesystem', 'default'] as const)('With binary data in the mode %s', (mode) => {
	beforeAll(async () => await Engine.storeBinaryData(mode));
	afterAll(async () => await Engine.storeBinaryData('filesystem'));

	it('makes one film of all items, in their order, without a credential', async () => {
		const { items, run } = await join(await clips(...WAN));
		expect(run.status).toBe('success');
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toEqual({
			clipCount: 3,
			duration: 4.5,
			...{ width: 128, height: 72, framesPerSecond: 16, codec: 'h264', hasSound: true },
			clipStarts: [0, 1.5, 3],
		});
		expect(items[0]?.binary?.data).toMatchObject({ fileName: 'film.mp4', mimeType: 'video/mp4' });
		expect(items[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(await readBinary(items[0])).toEqual(await joined(WAN));
	});

	it('replaces the sound by a file of one of the items', async () => {
		const items = await clips(...WAN);
		const voice = await binaryItem(filmFixture('voice.mp3'), 'voice.mp3', 'audio/mpeg', 'voice');
		Object.assign(items[1]?.binary ?? {}, voice.binary);
		const film = await join(items, { sound: 'replace', soundBinaryField: 'voice', shorterSound: 'repeat' });
		const { sound, pictures } = await readFilm(await readBinary(film.items[0]));
		expect(pictures).toHaveLength(72);
		expect(sound.at(-1)?.timestamp).toBeGreaterThan(4.4);
	});
});

it('puts the clips in order by a field: numbers by size, texts by alphabet, numbers in texts by size', async () => {
	const [one, two, three] = await clips(...WAN);
	for (const keys of [
		[10, 2, 9],
		['10', ' 2', '9.0'],
		['scene 10', 'scene 2', 'scene 9'],
		['c', 'a', 'b'],
	]) {
		const items = [one, two, three].map((item, index) => ({
			...item,
			json: { shot: { order: keys[index] } },
		}));
		const film = await join(items as INodeExecutionData[], { sortBy: 'shot.order' });
		expect(await readBinary(film.items[0])).toEqual(await joined(['wan-2.mp4', 'wan-3.mp4', 'wan-1.mp4']));
		expect(film.items[0]?.pairedItem).toEqual([{ item: 1 }, { item: 2 }, { item: 0 }]);
		const byExpression = await join(items as INodeExecutionData[], { sortBy: '={{ $json.shot.order }}' });
		expect(byExpression.items[0]?.pairedItem).toEqual(film.items[0]?.pairedItem);
	}
});

it('makes a film of each group, named by it', async () => {
	const items = await clips('wan-1.mp4', 'thirty-1.mp4', 'wan-2.mp4', 'thirty-2.mp4');
	items.forEach((item, index) => (item.json.film = index % 2 === 0 ? 'Sixteen' : 'Thirty/30'));
	for (const groupBy of ['film', '={{ $json.film }}']) {
		const films = await join(items, { groupBy });
		expect(films.items.map(({ json }) => [json.group, json.clipCount, json.duration])).toEqual([
			['Sixteen', 2, 3],
			['Thirty/30', 2, 2],
		]);
		expect(films.items.map(({ binary }) => binary?.data?.fileName)).toEqual(['Sixteen.mp4', 'Thirty-30.mp4']);
		expect(await readBinary(films.items[1])).toEqual(await joined(['thirty-1.mp4', 'thirty-2.mp4']));
	}
});

it('takes the sound of another node by expression, and names file and field as it is told', async () => {
	const items = await clips(...WAN);
	const voice = await binaryItem(filmFixture('long.m4a'), 'long.m4a', 'audio/mp4', 'voice');
	items.push({ ...voice, json: {} });
	const film = await join(items.slice(0, 3), {
		sound: 'replace',
		soundBinaryField: '={{ $("Start").last().binary.voice }}',
		options: { fileName: 'my-film', binaryField: 'film' },
	});
	expect(film.error?.message).toContain('binary');
	const [first] = items;
	Object.assign(first?.binary ?? {}, voice.binary);
	const made = await join(items.slice(0, 3), {
		sound: 'replace',
		soundBinaryField: '={{ $("Start").first().binary.voice }}',
		options: { fileName: 'my-film', binaryField: 'film' },
	});
	expect(made.items[0]?.binary?.film?.fileName).toBe('my-film.mp4');
	expect((await readFilm(await readBinary(made.items[0], 'film'))).sound.length).toBeGreaterThan(100);
});

describe('What cannot be joined', () => {
	it('ends the node, naming clip and item, before anything is written', async () => {
		const { error, items } = await join(await clips('wan-1.mp4', 'wan-2.mp4', 'upright.mp4'));
		expect(items).toEqual([]);
		expect(error?.message).toBe(
			'Clip 3 (upright.mp4) has 72x128 pixels, the others have 128x72 pixels [item 2]',
		);
		expect(error?.description).toContain('Group By');
	});

	it('is one failed item of its film, and the other films are made', async () => {
		const items = await clips('wan-1.mp4', 'upright.mp4', 'thirty-1.mp4', 'thirty-2.mp4');
		items.forEach((item, index) => (item.json.film = index < 2 ? 'odd' : 'even'));
		const films = await join(items, { groupBy: 'film' }, { node: { onError: 'continueErrorOutput' } });
		expect(films.items.map(({ json }) => json.group)).toEqual(['even']);
		expect(films.errorItems).toHaveLength(1);
		expect(films.errorItems[0]?.json.error).toContain('Clip 2 (upright.mp4) has 72x128');
		expect(films.errorItems[0]?.pairedItem).toEqual({ item: 1 });
	});

	it('is an item without a video', async () => {
		const items = [...(await clips('wan-1.mp4')), { json: { error: 'The task failed' } }];
		const { error } = await join(items);
		expect(error?.message).toMatch(/binary.*\[item 1\]$/);
	});

	it.each([
		['groupBy', 'Group By finds no text or number in film [item 1]'],
		['sortBy', 'Sort By finds no text or number in film [item 1]'],
	])('is an item without the field of %s', async (parameter, message) => {
		const items = await clips('wan-1.mp4', 'wan-2.mp4');
		Object.assign(items[0]?.json ?? {}, { film: 1 });
		expect((await join(items, { [parameter]: 'film' })).error?.message).toBe(message);
	});

	it.each([
		[{ sound: '={{ "loud" }}' }, 'Sound is loud [item 0]'],
		[{ sound: 'replace', shorterSound: '={{ "stretch" }}' }, 'If Sound Is Shorter is stretch [item 0]'],
	])('is a setting that cannot be read: %j', async (parameters, message) => {
		expect((await join(await clips('wan-1.mp4'), parameters)).error?.message).toBe(message);
	});
});

it('is ended by Stop', async () => {
	const { run, items } = await join(
		await clips(...Array.from({ length: 40 }, () => 'wan-1.mp4')),
		{},
		{ onStart: (stop) => setImmediate(stop) },
	);
	expect(run.status).toBe('canceled');
	expect(items).toEqual([]);
});
