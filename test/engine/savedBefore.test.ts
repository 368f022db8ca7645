import type { INodeParameters } from 'n8n-workflow';

import { parameterNames, parameterOf } from '../../nodes/core/catalogue';
import { Poller } from '../harness/poller';
import { submitTasks, task } from '../harness/submitted';
import { engine, standIn, useEngine } from '../harness/suite';
import { imageToVideo, runWan } from '../harness/wan';

/* Workflows that were saved when some options were fields: their values count as before, wherever they stand. */

useEngine({ taskSeconds: 20, strictRates: false });

const edit = (editFunction: string): INodeParameters => ({
	resource: 'video',
	operation: 'edit',
	model: { __rl: true, mode: 'list', value: 'wan2.1-vace-plus' },
	function: editFunction,
	videoSource: 'url',
	videoUrl: 'https://example.com/clip.mp4',
	prompt: 'Snow falls',
	...(editFunction === 'video_edit' && {
		maskImageSource: 'url',
		maskImageUrl: 'https://example.com/mask.png',
	}),
	...(editFunction === 'video_repainting' && { controlCondition: 'depth' }),
});

/** The field as it stood, another value than its default, and where the body has it. */
const moved: Array<[name: string, parameters: INodeParameters, values: unknown[], sent: string]> = [
	['shotType', imageToVideo(), ['multi', ' MULTI ', '={{ "multi" }}'], 'shot_type'],
	['maskType', edit('video_edit'), ['fixed', '={{ "fixed" }}'], 'mask_type'],
	['expandMode', edit('video_edit'), ['bbox', 'original'], 'expand_mode'],
	['expandRatio', edit('video_edit'), [0.5, '0.5', '={{ 0.5 }}'], 'expand_ratio'],
	['maskFrame', edit('video_edit'), [7, '7'], 'mask_frame_id'],
	['strength', edit('video_repainting'), [0.25, '={{ 1 / 4 }}'], 'strength'],
];

it('these are all that have moved', () => {
	expect(parameterNames.filter((name) => parameterOf(name).wasField).sort()).toEqual(
		moved.map(([name]) => name).sort(),
	);
});

const sentBy = async (parameters: INodeParameters) => {
	const before = standIn.tasks.size;
	const { error } = await runWan(engine, standIn, { ...parameters, waitForVideo: false });
	expect(error).toBeUndefined();
	const { input, parameters: sent } = [...standIn.tasks.values()][before]?.body ?? {};
	return { ...input, ...sent } as Record<string, unknown>;
};

describe.each(moved)('%s', (name, parameters, values, sent) => {
	it.each(values)('means the same as a field of its own and as an option: %j', async (value) => {
		const asField = await sentBy({ ...parameters, [name]: value as string });
		const asOption = await sentBy({ ...parameters, options: { [name]: value as string } });
		expect(asField).toEqual(asOption);
		expect(asField).toHaveProperty(sent);
		expect(await sentBy(parameters)).not.toHaveProperty(sent);
	});

	it('goes by the option where both are there', async () => {
		const [value] = values;
		const wrong = { [name]: 'nonsense', options: { [name]: value as string } };
		expect(await sentBy({ ...parameters, ...wrong })).toEqual(
			await sentBy({ ...parameters, options: { [name]: value as string } }),
		);
	});
});

it('a value of a model that is no longer chosen stays at home without a word', async () => {
	const { hints, error } = await runWan(engine, standIn, {
		...imageToVideo({ shotType: 'multi', strength: 0.3, waitForVideo: false }, 'wan2.2-i2v-plus'),
	});
	expect(error).toBeUndefined();
	expect(hints).toEqual([]);
});

describe('Simplify', () => {
	const ways: Array<[string, INodeParameters, boolean]> = [
		['nowhere', {}, true],
		['off as a field', { simple: false }, false],
		['off as a field by expression', { simple: '={{ false }}' }, false],
		['off as an option', { options: { simple: false } }, false],
		['on as an option over a field that is off', { simple: false, options: { simple: true } }, true],
		['off as an option over a field that is on', { simple: true, options: { simple: false } }, false],
	];

	it.each(ways)('%s', async (_name, parameters, simplified) => {
		const made = await runWan(engine, standIn, imageToVideo({ ...parameters }));
		expect(made.items[0]?.json.taskStatus === 'SUCCEEDED').toBe(simplified);
		const taskId = [...standIn.tasks.keys()][0] ?? '';
		for (const operation of ['get', 'wait']) {
			const looked = await runWan(engine, standIn, task(operation, { taskId, ...parameters }));
			expect(looked.items[0]?.json.taskStatus === 'SUCCEEDED').toBe(simplified);
		}
		for (const onlyLostTasks of [false, true]) {
			const many = { resource: 'task', operation: 'getMany', onlyLostTasks, ...parameters };
			const listed = await runWan(engine, standIn, many);
			expect(listed.items).toHaveLength(1);
			expect(listed.items[0]?.json.taskStatus === 'SUCCEEDED').toBe(simplified);
		}
	});

	it.each(ways)('of the trigger, %s', async (_name, parameters, simplified) => {
		const poller = new Poller(engine, standIn, parameters);
		await poller.poll();
		await submitTasks(standIn, 1);
		standIn.advance(60);
		const [item] = await poller.poll();
		expect(item?.json.taskStatus === 'SUCCEEDED').toBe(simplified);
	});

	it('that cannot be read fails the list, too, in place of being off', async () => {
		const many = { resource: 'task', operation: 'getMany', options: { simple: '={{ "perhaps" }}' } };
		const { error } = await runWan(engine, standIn, many);
		expect(error?.message).toBe('Simplify is perhaps [item 0]');
	});
});
