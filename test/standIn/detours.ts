/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { gzipSync } from 'node:zlib';
import { text, type Answer } from './answer';
import type { DetourMisbehaviour } from './types';

/** What becomes of an answer on its way through a proxy, a cache or a gateway. */
export const detours: Record<DetourMisbehaviour, (answer: Answer, path: string) => Answer> = {
	gzip: (answer) => {
		const packed = gzipSync(Buffer.concat([...answer.read(0, answer.bytes)]));
		const read = (from: number, to: number) => [packed.subarray(from, to)];
		const headers = { ...answer.headers, 'content-encoding': 'gzip' };
		return { ...answer, bytes: packed.length, read, headers };
	},
	'whole-206': (answer) => ({
		...answer,
		status: 206,
		headers: { ...answer.headers, 'content-range': `bytes 0-${answer.bytes - 1}/${answer.bytes}` },
	}),
	'as-text': (answer) => ({ ...answer, contentType: 'text/plain' }),
	redirect: (_answer, path) => ({ ...text(302, 'text/html', ''), headers: { location: path } }),
};

/** IDs as numbers, in an answer that has them as texts. */
export function withNumericIds(answer: Answer): Answer {
	const body = [...answer.read(0, answer.bytes)].join('').replace(/("task_id":)"(\d+)"/g, '$1$2');
	const { bytes, read } = text(answer.status, answer.contentType, body);
	return { ...answer, bytes, read };
}
