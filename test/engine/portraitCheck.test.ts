import type { INode } from 'n8n-workflow';

import { jpegOfSize } from '../harness/clips';
import { binaryItem } from '../harness/engine';
import { engine, standIn, useEngine } from '../harness/suite';
import { credentialFor, runWan } from '../harness/wan';
import { fixture } from './mediaInputs';

useEngine({ taskSeconds: 60, region: 'cn-beijing' });

const portraitUrl = 'https://example.com/portrait.png';

async function speak(
	options: object,
	more: object = { portraitSource: 'url', portraitUrl },
	node: Partial<INode> = {},
	count = 1,
) {
	const parameters = {
		resource: 'video',
		operation: 'generateFromSpeech',
		model: { __rl: true, mode: 'list', value: 'wan2.2-s2v' },
		speechSource: 'url',
		speechUrl: 'https://example.com/speech.mp3',
		options: { downloadVideo: false, ...options },
		...more,
	};
	const portrait = jpegOfSize(fixture('magick-baseline.jpg'), 640, 480);
	const item = await binaryItem(portrait, 'face.jpg', 'image/jpeg');
	const items = Array.from({ length: count }, () => ({ ...item }));
	return await runWan(engine, standIn, parameters as never, {
		credential: credentialFor(standIn, { region: 'cn-beijing' }),
		items,
		node,
	});
}
const kinds = () =>
	standIn.books.map(({ kind }) => kind).filter((kind) => kind === 'detect' || kind === 'submit');

it('is not made unless the user wants it', async () => {
	await speak({});
	expect(kinds()).toEqual(['submit']);
});

it('comes before the video, and a portrait that fits goes on to it', async () => {
	const { error, items } = await speak({ checkPortrait: true });
	expect(error).toBeUndefined();
	expect(kinds()).toEqual(['detect', 'submit']);
	expect(items[0]?.json.taskStatus).toBe('SUCCEEDED');
});

it('uploads a file for each of the two models, as an upload serves one only', async () => {
	const { error } = await speak(
		{ checkPortrait: true },
		{ portraitSource: 'binary', portraitBinary: 'data' },
	);
	expect(error).toBeUndefined();
	expect(kinds()).toEqual(['detect', 'submit']);
	expect([...standIn.uploads.values()].map(({ model }) => model)).toEqual([
		'wan2.2-s2v-detect',
		'wan2.2-s2v',
	]);
});

it('ends the item where the portrait does not fit, without a task', async () => {
	standIn.misbehave({
		on: 'detect',
		what: '500',
		status: 400,
		code: 'InvalidFile.NoHuman',
		message: 'No human face in the picture.',
	});
	const { error } = await speak({ checkPortrait: true });
	expect(error?.description).toContain('InvalidFile.NoHuman');
	expect(kinds()).toEqual(['detect']);
	expect(standIn.tasks.size).toBe(0);
});

it('is asked once only, whatever becomes of the answer', async () => {
	standIn.misbehave({ on: 'detect', what: 'reset' });
	const { error } = await speak({ checkPortrait: true });
	expect(error).toBeDefined();
	expect(kinds()).toEqual(['detect']);
});

it('counts in the spending limit', async () => {
	const { error } = await speak({ checkPortrait: true, spendingLimit: 10 });
	expect(error?.message).toBe('This run costs up to CNY 10.004, more than the Spending Limit of 10 [item 0]');
	expect(standIn.books).toEqual([]);
});

describe.each([
	['a link', { portraitSource: 'url', portraitUrl }],
	['a file', { portraitSource: 'binary', portraitBinary: 'data' }],
])('Of %s', (_name, portrait) => {
	it('is paid for once for all items that have it', async () => {
		const { items } = await speak({ checkPortrait: true }, portrait, {}, 4);
		expect(items.map(({ json }) => json.taskStatus)).toEqual(Array(4).fill('SUCCEEDED'));
		expect([standIn.count('detect'), standIn.count('submit')]).toEqual([1, 4]);
	});

	it('is not paid for again in another try, whatever the first one came to', async () => {
		const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		standIn.misbehave({ on: 'submit', what: '500', status: 400, code: 'InvalidParameter', times: 2 });
		const { items } = await speak({ checkPortrait: true }, portrait, node);
		expect(items[0]?.json.taskStatus).toBe('SUCCEEDED');
		expect([standIn.count('detect'), standIn.count('submit')]).toEqual([1, 3]);
	});
});

it('is paid for anew for another portrait', async () => {
	const each = { portraitSource: 'url', portraitUrl: '={{ "https://example.com/" + $itemIndex + ".png" }}' };
	await speak({ checkPortrait: true }, each, {}, 3);
	expect(standIn.count('detect')).toBe(3);
});
