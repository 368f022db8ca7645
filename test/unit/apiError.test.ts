import { faultFromResponse, readRetryAfter, parseApiError } from '../../nodes/core/studio/errors';
import { response, HTML } from '../harness/fakes';

describe('Retry-After', () => {
	const date = 'Sun, 22 Nov 2026 03:00:00 GMT';

	test.each([
		['30', 30_000],
		['0', 0],
		[' 5 ', 5_000],
		['1.5', 1_500],
		['Sun, 22 Nov 2026 03:01:30 GMT', 90_000],
		['Sun, 22 Nov 2026 02:00:00 GMT', 0],
		['soon', undefined],
		['', undefined],
		[undefined, undefined],
	])('%j is %j milliseconds', (header, milliseconds) => {
		expect(readRetryAfter({ date, ...(header !== undefined && { 'retry-after': header }) })).toBe(
			milliseconds,
		);
	});

	test('is no time at all where a date has no date beside it to be measured by', () => {
		expect(readRetryAfter({ 'retry-after': 'Sun, 22 Nov 2026 03:01:30 GMT' })).toBeUndefined();
	});

	test('is in the fault of the answer that has it', () => {
		const busy = response(429, { code: 'Throttling' }, { 'retry-after': '7' });
		expect(faultFromResponse('wait', busy)).toMatchObject({ class: 'retry', retryAfter: 7_000 });
		expect(faultFromResponse('wait', response(429, { code: 'Throttling' }))).not.toHaveProperty('retryAfter');
	});
});

describe("The service's own words are kept", () => {
	test.each([
		[
			"the service's shape",
			response(400, { code: 'InvalidParameter', message: 'No', request_id: 'r-1' }),
			{ httpStatus: 400, code: 'InvalidParameter', message: 'No', requestId: 'r-1' },
		],
		[
			"OpenAI's shape",
			response(401, {
				error: {
					message: 'Incorrect API key provided.',
					type: 'invalid_request_error',
					param: null,
					code: 'invalid_api_key',
				},
				request_id: 'r-2',
			}),
			{ httpStatus: 401, code: 'invalid_api_key', message: 'Incorrect API key provided.', requestId: 'r-2' },
		],
		["a proxy's HTML", response(502, HTML), { httpStatus: 502 }],
		[
			'a request id in a header',
			response(502, HTML, { 'x-request-id': 'r-3' }),
			{ httpStatus: 502, requestId: 'r-3' },
		],
		[
			'a request id in both, of which the body knows best',
			response(400, { code: 'X', request_id: 'r-4' }, { 'x-request-id': 'r-5' }),
			{ httpStatus: 400, code: 'X', requestId: 'r-4' },
		],
		['nulls', response(400, { code: null, message: null, request_id: null }), { httpStatus: 400 }],
		['a list', response(500, '[1]'), { httpStatus: 500 }],
		['nothing', response(500, ''), { httpStatus: 500 }],
	])('of %s', (_name, given, words) => {
		expect(parseApiError(given)).toEqual(words);
	});
});
