/* eslint-disable @n8n/community-nodes/require-node-api-error */
import { randomUUID } from 'node:crypto';

import { imageToVideoModels, regionName, type Endpoint } from '../../nodes/core/catalogue';
import { ASYNC, CouldNotAsk, inWords, namesInRegion, type Asker, type Reply } from './asker';
import { judged, settled, type Check, type Finding } from './check';

/** All of these models make nothing without an image, so an empty input cannot become a video. */
const needImage = imageToVideoModels.filter(({ firstFrame }) => firstFrame?.required);

const ENDPOINT: Endpoint = 'video-generation';
const OTHER_ENDPOINT: Endpoint = 'image2video';

/** Everything here has to be refused, and before any cost. */
export const refusals: readonly Check[] = [
	{
		number: '5',
		question: 'Create with a model that does not exist',
		documents: '400 InvalidParameter "Model not exist." or 404 ModelNotFound, with code, message, request_id',
		async ask(asker) {
			const reply = await asker.create('wan0.0-no-such-model', ENDPOINT, ASYNC);
			const is400 = isRefusal(reply, 400, 'InvalidParameter', /model not exist/i);
			return judgedWithShape(is400 || isRefusal(reply, 404, 'ModelNotFound'), reply);
		},
	},
	{
		number: '6',
		question: 'Create without the async header (input empty)',
		documents: '403 AccessDenied "current user api does not support synchronous calls."',
		async ask(asker) {
			const reply = await asker.create(someModel(asker), ENDPOINT, {});
			return judgedWithShape(isRefusal(reply, 403, 'AccessDenied'), reply);
		},
	},
	{
		number: '7',
		question: 'Create on the path of other models (input empty)',
		documents: '400 InvalidParameter "url error, please check url！"',
		async ask(asker) {
			const reply = await asker.create(someModel(asker), OTHER_ENDPOINT, ASYNC);
			return judgedWithShape(isRefusal(reply, 400, 'InvalidParameter', /url error/i), reply);
		},
	},
	{
		number: '8',
		question:
			'Create with an empty input, for each model of the region: is the model known, and what is missing?',
		documents: '400 InvalidParameter "Field required: …" (or BadRequest.EmptyInput)',
		ask: askEachModel,
	},
	{
		number: '8b',
		question: 'Is an unknown parameter refused (input empty)?',
		documents: 'Not stated; the official clients send fields that no page has',
		ask: askForUnknownField,
	},
	{
		number: '8c',
		question: 'Is `audio` known to 2.5 and 2.6 without the switch (input empty, audio of the wrong type)?',
		documents: 'Their pages do not have it; some clients send it',
		ask: askForAudio,
	},
	{
		number: '9',
		question: 'What does a wrong key get?',
		documents: '401 InvalidApiKey, with code, message, request_id',
		async ask(asker) {
			const reply = await asker.getWithWrongKey('/models?page_no=1&page_size=1');
			return judgedWithShape(isRefusal(reply, 401, 'InvalidApiKey'), reply);
		},
	},
	{
		number: '9b',
		question: 'Is the request id in the header x-request-id, too?',
		documents: 'Not stated; the official command line client reads it',
		async ask({ seen }) {
			const named = seen.filter(({ headers }) => headers['x-request-id']);
			const same = named.filter(({ headers, body }) => headers['x-request-id'] === body.request_id);
			const told = `on ${named.length} of ${seen.length} answers; as request_id in the body: ${same.length}`;
			return await Promise.resolve(settled(told));
		},
	},
	{
		number: '10',
		question: 'What does canceling an invented task id give?',
		documents: 'Not stated; 400 UnsupportedOperation for a task that is not PENDING',
		async ask(asker) {
			const reply = await asker.cancel(randomUUID());
			// A yes for a task that does not exist would make the yes for others worthless.
			if (reply.status < 300 && !reply.words.code) return judged(false, inWords(reply));
			const isUsual = isRefusal(reply, 400, 'UnsupportedOperation');
			return isUsual ? judged(true, inWords(reply)) : settled(inWords(reply));
		},
	},
];

/** One row for all, as the answers are mostly the same: `answer: models that got it`. */
async function askEachModel(asker: Asker): Promise<Finding> {
	const groups = new Map<string, string[]>();
	let differs = false;
	let unasked = false;
	for (const model of namesInRegion([...needImage], asker.region)) {
		let response: string;
		try {
			const reply = await asker.create(model, ENDPOINT, ASYNC);
			differs ||= !isMissingInput(reply);
			response = inWords(reply);
		} catch (error) {
			if (!(error instanceof CouldNotAsk) || error.because !== 'other') throw error;
			unasked = true;
			response = error.message;
		}
		groups.set(response, [...(groups.get(response) ?? []), model]);
	}
	const told = [...groups].map(([response, models]) => `${response}: ${models.join(', ')}`).join('; ');
	if (!told) throw noModel(asker);
	if (unasked && !differs) throw new CouldNotAsk(told);
	return judged(!differs, told);
}

/** The name cannot be one of the service's, so that its answer can only be about the name if it looks at it. */
const UNKNOWN = 'no_such_parameter';

async function askForUnknownField(asker: Asker): Promise<Finding> {
	const model = someModel(asker);
	const without = inWords(await asker.create(model, ENDPOINT, ASYNC));
	const reply = await asker.create(model, ENDPOINT, ASYNC, { [UNKNOWN]: 1 });
	if (reply.words.message?.includes(UNKNOWN)) return settled(`refused: ${inWords(reply)}`);
	const same = inWords(reply) === without;
	return settled(
		`${same ? 'the same answer as without it' : 'another answer than without it'}: ${inWords(reply)}`,
	);
}

async function askForAudio(asker: Asker): Promise<Finding> {
	const names = namesInRegion([...needImage], asker.region).filter((name) => /^wan2\.[56]/.test(name));
	if (names.length === 0) throw noModel(asker);
	const told: string[] = [];
	for (const name of names) {
		const reply = await asker.create(name, ENDPOINT, ASYNC, { audio: 'neither' });
		told.push(`${name}: ${/audio/i.test(reply.words.message ?? '') ? 'looks at it' : inWords(reply)}`);
	}
	return settled(told.join('; '));
}

function isMissingInput({ status, words }: Reply): boolean {
	const isAboutInput = /^(InvalidParameter|BadRequest)/.test(words.code ?? '');
	return status === 400 && isAboutInput && !/model not exist|url error/i.test(words.message ?? '');
}

function someModel(asker: Asker): string {
	const [model] = namesInRegion([...needImage], asker.region);
	if (!model) throw noModel(asker);
	return model;
}

function noModel(asker: Asker): CouldNotAsk {
	return new CouldNotAsk(`the catalogue has no model for ${regionName(asker.region)}`);
}

function isRefusal({ status, words }: Reply, expected: number, code: string, message = /./): boolean {
	return status === expected && words.code === code && message.test(words.message ?? '');
}

/** The shape counts as well as the words: the node reads `code`, `message` and `request_id` from the top level. */
function judgedWithShape(isExpected: boolean, reply: Reply): Finding {
	const missing = ['code', 'message', 'request_id'].filter((name) => typeof reply.body[name] !== 'string');
	const gaps = missing.length > 0 ? ` (without ${missing.join(', ')})` : '';
	return judged(isExpected && missing.length === 0, inWords(reply) + gaps);
}
