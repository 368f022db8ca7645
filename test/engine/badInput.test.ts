import { binaryItem } from '../harness/engine';
import { engine, standIn, useEngine } from '../harness/suite';
import { credentialFor, imageFile, imageToVideo, runWan } from '../harness/wan';

useEngine({});

const byExpression = { model: { __rl: true, mode: 'id', value: '={{ $json.model }}' } };
const good = { model: 'wan2.6-i2v-flash' };

describe('is refused before any request is made, naming the item', () => {
	const credentials: Array<[string, Record<string, string>, RegExp, RegExp]> = [
		['an empty key', { apiKey: '' }, /API Key is empty/, /Copy a key/],
		['a masked key', { apiKey: 'sk-****abcd' }, /API Key is masked/, /Copy a key/],
		[
			'Frankfurt without a workspace',
			{ region: 'eu-central-1', baseUrl: '' },
			/Frankfurt\) needs a Workspace ID/,
			/Copy it from the workspace details/,
		],
		[
			'a base URL that is none',
			{ baseUrl: 'gateway' },
			/Base URL is not an http or https address/,
			/https:\/\/gateway/,
		],
	];
	it.each(credentials)('%s', async (_name, credential, message, advice) => {
		const { error } = await runWan(engine, standIn, imageToVideo(), {
			credential: credentialFor(standIn, credential),
		});
		expect(error?.message).toMatch(message);
		expect(error?.message).toMatch(/ \[item 0\]$/);
		expect(error?.description).toMatch(advice);
		expect(standIn.books).toEqual([]);
	});

	const values: Array<[string, Record<string, unknown>, RegExp, RegExp]> = [
		[
			'no image link',
			{ firstFrameUrl: '={{ $json.none }}' },
			/^First Frame is empty \[item 1\]$/,
			/Enter a link/,
		],
		[
			'a link that is none',
			{ firstFrameUrl: '={{ $itemIndex ? "cat.png" : "https://example.com/a.png" }}' },
			/^First Frame "cat\.png" is not a link \[item 1\]$/,
			/https:\/\//,
		],
		[
			'a private address',
			{ firstFrameUrl: '={{ $itemIndex ? "http://192.168.1.9/a.png" : "https://example.com/a.png" }}' },
			/192\.168\.1\.9, which the service cannot reach \[item 1\]$/,
			/Choose Binary Field/,
		],
		[
			'an unknown model',
			{ model: { __rl: true, mode: 'id', value: '={{ $itemIndex ? "wan9" : "wan2.6-i2v" }}' } },
			/^Model "wan9" is not known \[item 1\]$/,
			/wan2\.6-i2v-flash/,
		],
		[
			'a seed out of range',
			{ options: { seed: '={{ $itemIndex ? 2147483648 : 1 }}' } },
			/^Seed is 2147483648 \[item 1\]$/,
			/0 to 2147483647/,
		],
		[
			'a duration that is no whole number',
			{ duration: '={{ $itemIndex ? 2.5 : 5 }}' },
			/^Duration is 2\.5 \[item 1\]$/,
			/wan2\.6-i2v-flash accepts a whole number of seconds from 2 to 15/,
		],
		[
			'a resolution of another model',
			{ ...byExpression, resolution: '={{ $itemIndex ? "480P" : "720P" }}' },
			/^Resolution is 480P \[item 1\]$/,
			/wan2\.6-i2v-flash accepts 720P or 1080P/,
		],
		[
			'several wrong fields at once',
			{ duration: '={{ $itemIndex ? 99 : 5 }}', options: { seed: '={{ $itemIndex ? -1 : 1 }}' } },
			/^Duration is 99; Seed is -1 \[item 1\]$/,
			/Duration: .*Seed: /,
		],
	];
	it.each(values)('%s', async (_name, parameters, message, advice) => {
		const items = [{ json: { ...good, none: 'https://example.com/a.png' } }, { json: good }];
		const { error } = await runWan(engine, standIn, imageToVideo(parameters as never), { items });
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(advice);
		expect(error?.context).toMatchObject({ itemIndex: 1 });
		expect(standIn.books).toEqual([]);
	});

	it('a missing binary field', async () => {
		const image = await binaryItem(imageFile, 'cat.jpg', 'image/jpeg');
		const parameters = imageToVideo({ firstFrameSource: 'binary', firstFrameBinary: 'data' });
		const { error } = await runWan(engine, standIn, parameters, { items: [image, { json: {} }] });
		expect(error?.message).toBe('First Frame: the item has no binary field "data" [item 1]');
		expect(error?.description).toMatch(/It has no binary data.+or choose URL under First Frame Source/);
		expect(standIn.books).toEqual([]);
	});

	it('an empty task ID, and one that can be none', async () => {
		const empty = await runWan(engine, standIn, { resource: 'task', operation: 'wait' });
		expect(empty.error?.message).toBe('Task ID is empty [item 0]');
		const wrong = await runWan(engine, standIn, { resource: 'task', operation: 'get', taskId: '../models' });
		expect(wrong.error?.message).toBe('Task ID is ../models [item 0]');
		expect(standIn.books).toEqual([]);
	});
});

it('tells a key of another region or a wrong key in plain words, and nothing was taken', async () => {
	const { error } = await runWan(engine, standIn, imageToVideo(), {
		credential: credentialFor(standIn, { apiKey: 'sk-of-another-region' }),
	});
	expect(error?.message).toBe('The service does not recognize this API key [item 0]');
	expect(error?.description).toMatch(
		/works only in the region it was created in.*The service says: InvalidApiKey: /,
	);
	expect(error?.httpCode).toBe('401');
	expect(error).toMatchObject({ failure: { cause: 'credential-invalid' } });
	expect(JSON.stringify(error)).not.toContain('sk-of-another-region');
	expect([standIn.tasks.size, standIn.count('submit')]).toEqual([0, 1]);
});

it('tells that a long prompt will be cut, and sends it all the same', async () => {
	const { hints, error } = await runWan(
		engine,
		standIn,
		imageToVideo({ prompt: '猫'.repeat(1501), waitForVideo: false }),
	);
	expect(error).toBeUndefined();
	expect(hints).toEqual([
		'Item 0: Prompt has 1501 characters. wan2.6-i2v-flash reads the first 1500 and cuts the rest.',
	]);
	expect([...standIn.tasks.values()][0]?.body.input.prompt).toHaveLength(1501);
});

it('runs the good items in the continue modes and gives the bad ones to the error branch with all details', async () => {
	const items = [{ json: { name: 'a', duration: 99 } }, { json: { name: 'b', duration: 5 } }];
	const parameters = imageToVideo({ duration: '={{ $json.duration }}', waitForVideo: false });
	const result = await runWan(engine, standIn, parameters, {
		items,
		node: { onError: 'continueErrorOutput' },
	});
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	expect(result.errorItems[0]?.json).toEqual({
		name: 'a',
		duration: 99,
		error: 'Duration is 99',
		message: 'wan2.6-i2v-flash accepts a whole number of seconds from 2 to 15.',
		details: { stage: 'check', kind: 'input', retryable: false },
	});
	expect(standIn.count('submit')).toBe(1);
});
