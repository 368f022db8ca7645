import type { ICredentialTestFunctions } from 'n8n-workflow';

import { notesOfProcess } from '../../nodes/WanEventTrigger/memory';
import { EventReceiver, TOKEN, type ReceiverOptions } from '../harness/eventReceiver';
import { submitTasks } from '../harness/submitted';
import { engine, standIn, useEngine } from '../harness/suite';
import { deliver, deliverOnce, finishedEvent, type EventTarget } from '../standIn/events';

useEngine({ taskSeconds: 60, strictRates: false });

let receiver: EventReceiver;

beforeEach(async () => {
	notesOfProcess.clear();
});
afterEach(async () => {
	await receiver?.close();
});

const listen = async (options?: ReceiverOptions) => {
	receiver = await EventReceiver.start(engine, standIn, options);
	return receiver;
};
const endedTasks = async (count: number) => {
	const taskIds = await submitTasks(standIn, count);
	standIn.advance(600);
	return taskIds as [string, ...string[]];
};
const eventOf = (taskId: string) => finishedEvent(standIn, taskId);

it('the token is taken in the header of EventBridge, in another header, or in the URL', async () => {
	const [first, second, third] = await endedTasks(3);
	const ways = [
		[first, {}, (target: string) => ({ url: target })],
		[
			second,
			{ headerName: 'X-Wan-Secret' },
			(target: string) => ({ url: target, tokenHeader: 'x-wan-secret' }),
		],
		[
			third,
			{ authentication: 'url' },
			(target: string) => ({ url: `${target}?token=${TOKEN}`, token: undefined }),
		],
	] as const;
	for (const [taskId = '', parameters, change] of ways) {
		await listen({ parameters });
		const target = receiver.target(change(receiver.target().url));
		expect(await deliver(target, eventOf(taskId))).toEqual([200]);
		await receiver.settle();
		expect(receiver.ids()).toEqual([taskId]);
		await receiver.close();
	}
});

it('the token is wanted in the right place, whole, and not empty; anything else starts nothing and learns nothing', async () => {
	const [taskId] = await endedTasks(1);
	const event = eventOf(taskId);
	const refused = async (options: ReceiverOptions, change: Partial<EventTarget>) => {
		await listen(options);
		expect(await deliverOnce(receiver.target(change), event)).toBe(401);
		expect(receiver.started).toEqual([]);
		const { responses } = receiver;
		await receiver.close();
		return responses[0]?.body;
	};
	const inUrl: ReceiverOptions = { parameters: { authentication: 'url' } };
	const responses = [
		await refused({}, { token: undefined }),
		await refused({}, { token: '' }),
		await refused({}, { token: `${TOKEN}x` }),
		await refused({}, { token: TOKEN.slice(0, -1) }),
		await refused({}, { tokenHeader: 'x-wan-secret' }),
		await refused(inUrl, {}),
		await refused({ ...inUrl, token: '' }, {}),
		await refused({ token: '' }, { token: '' }),
		await refused({ token: '' }, { token: undefined }),
		await refused({ withoutToken: true }, {}),
		await refused({ withoutToken: true }, { token: '' }),
	];
	expect(new Set(responses)).toEqual(new Set(['{"message":"Unauthorized"}']));
	expect(standIn.count('query')).toBe(0);
});

it('the credential test takes a token that is hard to guess and comes through a header and an address unchanged', async () => {
	const { methods, description } = engine.nodeTypes().getByNameAndVersion('n8n-nodes-wan.wanEventTrigger');
	const { testedBy } = description.credentials?.find(({ name }) => name === 'modelStudioEventsApi') ?? {};
	const test = async (token: unknown) => {
		const credential = { id: '1', name: 'Events', type: 'modelStudioEventsApi', data: { token } };
		const outcome = await methods?.credentialTest?.[String(testedBy)]?.call(
			{} as ICredentialTestFunctions,
			credential as never,
		);
		return outcome?.status;
	};
	expect(await test(TOKEN)).toBe('OK');
	for (const token of [
		'',
		undefined,
		'short',
		'with spaces and long enough',
		'long-enough-but-?&=#',
		'x'.repeat(15),
	]) {
		expect(await test(token)).toBe('Error');
	}
});
