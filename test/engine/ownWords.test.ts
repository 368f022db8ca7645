import type { IExecuteFunctions, INode } from 'n8n-workflow';

import type { Stage } from '../../nodes/core/base/fault';
import { nodeError } from '../../nodes/shared/nodeErrors';
import { engine, standIn, useEngine } from '../harness/suite';
import { credentialFor, imageToVideo, runWan } from '../harness/wan';
import type { RequestKind } from '../standIn';

useEngine({ taskSeconds: 2, strictRates: false });

/*
 * n8n puts a sentence of its own in place of an error's message that has a network code in it, such as "You can retry the
 * request immediately": after a lost create call that would be a second video.
 */

const options = { maximumWait: 2 };

it.each<[RequestKind, RegExp]>([
	[
		'submit',
		/^The connection .+\(read ECONNRESET\)\. The service may have accepted the task anyway \[item 0\]$/,
	],
	['query', /^The task could not be queried\. The connection .+\(read ECONNRESET\) \[item 0\]$/],
	['download', /^The download of the video was interrupted \(read ECONNRESET\) \[item 0\]$/],
])('a connection that breaks at a %s ends the node in our words', async (on, words) => {
	standIn.misbehave({ on, what: 'reset', which: 'all' });
	const { error } = await runWan(engine, standIn, imageToVideo({ options }));
	expect(error?.message).toMatch(words);
});

it('so does a connection that is refused', async () => {
	const credential = credentialFor(standIn, { baseUrl: 'http://127.0.0.1:1/api/v1' });
	const { error } = await runWan(engine, undefined, imageToVideo({ options }), { credential });
	expect(error?.message).toBe('The service could not be reached (connect ECONNREFUSED 127.0.0.1:1) [item 0]');
});

describe.each(['check', 'submit', 'wait', 'download'] as const)('At the stage %s', (stage: Stage) => {
	it.each([
		...[
			'ECONNREFUSED',
			'ECONNRESET',
			'ENOTFOUND',
			'ETIMEDOUT',
			'ERRADDRINUSE',
			'EADDRNOTAVAIL',
			'ECONNABORTED',
		],
		...[
			'EHOSTUNREACH',
			'EAI_AGAIN',
			'ENOENT',
			'EISDIR',
			'ENOTDIR',
			'EACCES',
			'EEXIST',
			'EPERM',
			'getaddrinfo',
		],
	])('an error of %s keeps its words', (code) => {
		const node = { name: 'Wan', type: 'wan', typeVersion: 1, parameters: {} } as unknown as INode;
		const context = { getNode: () => node } as IExecuteFunctions;
		const fault = { stage, class: 'unclear', message: `It broke (${code})`, description: 'Look.' } as const;
		for (const more of [{}, { networkCode: code }, { code, httpStatus: 502 }]) {
			const error = nodeError(context, { itemIndex: 3, fault: { ...fault, ...more } });
			expect(error.message).toBe(`It broke (${code}) [item 3]`);
			expect(error.messages).toEqual([]);
			expect(error.description).toContain('Look.');
		}
	});
});
