/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { ServerResponse } from 'node:http';
import { detours } from './detours';
import type { BookEntry, MisbehaveRule } from './types';

/** What a route answers, before any misbehaviour has its way with it. */
export interface Answer {
	status: number;
	contentType: string;
	bytes: number;
	/** The bytes from `from` up to, not including, `to`, counted in the whole body. */
	read(from: number, to: number): Iterable<Buffer>;
	headers?: Record<string, string>;
	code?: string;
	/** A part was asked for: the answer sends only this range of the body. */
	range?: { from: number; to: number };
	/** Called when the last byte is handed over. */
	delivered?: () => void;
}

const JSON_TYPE = 'application/json';
const page = (title: string): string =>
	`<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

export function text(status: number, contentType: string, body: string): Answer {
	const whole = Buffer.from(body);
	return { status, contentType, bytes: whole.length, read: (from, to) => [whole.subarray(from, to)] };
}

/** An answer of the API; every one carries its request id in the body and in a header. */
export function json(status: number, requestId: string, body: object): Answer {
	const { code } = body as { code?: unknown };
	return {
		...text(status, JSON_TYPE, JSON.stringify({ ...body, request_id: requestId })),
		headers: { 'x-request-id': requestId },
		code: typeof code === 'string' ? code : undefined,
	};
}

/** An error of the object storage. */
export function xml(status: number, requestId: string, code: string, message: string): Answer {
	const body =
		'<?xml version="1.0" encoding="UTF-8"?>\n<Error>\n' +
		`  <Code>${code}</Code>\n  <Message>${message}</Message>\n  <RequestId>${requestId}</RequestId>\n</Error>\n`;
	return { ...text(status, 'application/xml', body), code };
}

/** Sends the answer, spoiled by the rule if there is one, and notes in the books what really went out. */
export async function deliver(
	response: ServerResponse,
	entry: BookEntry,
	answer: Answer | undefined,
	rule: MisbehaveRule | undefined,
	requestId: string,
): Promise<void> {
	if (rule?.what === 'hang') return;
	if (rule?.what === 'reset') {
		response.socket?.resetAndDestroy();
		return;
	}
	const spoiled = rule ? spoil(answer, rule, entry, requestId) : answer;
	if (!spoiled) return;
	entry.code = spoiled.code;
	if (rule?.what !== 'cut') entry.status = spoiled.status;
	await send(response, spoiled, rule?.what === 'cut', rule?.retryAfter);
}

function spoil(
	answer: Answer | undefined,
	rule: MisbehaveRule,
	entry: BookEntry,
	requestId: string,
): Answer | undefined {
	const ofStorage = entry.kind === 'download' || entry.kind === 'upload';
	const error = (status: number, code: string, message: string): Answer => {
		const chosen = [rule.status ?? status, requestId, rule.code ?? code, rule.message ?? message] as const;
		return ofStorage ? xml(...chosen) : json(chosen[0], chosen[1], { code: chosen[2], message: chosen[3] });
	};
	switch (rule.what) {
		case '429':
			return error(429, 'Throttling.RateQuota', 'Requests rate limit exceeded, please try again later.');
		case '500':
			return error(500, 'InternalError', 'An internal error has occured, please try again later.');
		case '502-html':
			return text(502, 'text/html', page('502 Bad Gateway'));
		case 'html':
			return text(200, 'text/html', page('Please sign in'));
		case 'empty':
			return text(200, entry.kind === 'download' ? 'video/mp4' : JSON_TYPE, '');
		case 'truncated-json': {
			const whole =
				answer && !ofStorage ? [...answer.read(0, answer.bytes)].join('') : '{"request_id":"7438d53d-';
			return text(answer?.status ?? 200, JSON_TYPE, whole.slice(0, Math.ceil(whole.length / 2)));
		}
		case 'wrong-content-type':
			return answer && { ...answer, contentType: ofStorage ? JSON_TYPE : 'text/plain' };
		case 'gzip':
		case 'whole-206':
		case 'as-text':
		case 'redirect':
			return answer && detours[rule.what](answer, entry.path);
		default:
			return answer ?? json(200, requestId, {});
	}
}

async function send(
	response: ServerResponse,
	answer: Answer,
	cut: boolean,
	retryAfter?: string,
): Promise<void> {
	const { from, to } = answer.range ?? { from: 0, to: answer.bytes };
	response.writeHead(answer.status, {
		...answer.headers,
		'content-type': answer.contentType,
		'content-length': String(to - from),
		...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
	});
	response.flushHeaders();
	const end = cut ? from + Math.floor((to - from) / 2) : to;
	for (const chunk of answer.read(from, end)) {
		if (response.destroyed) return;
		if (!response.write(chunk)) await drained(response);
	}
	if (cut) {
		// An empty write is called back when all before it has left; only then the connection ends.
		response.write('', () => response.socket?.destroy());
		return;
	}
	// Before the end, so that a client that has the last byte finds it noted.
	answer.delivered?.();
	response.end();
}

/** Until the client has taken what was written, or is gone. */
async function drained(response: ServerResponse): Promise<void> {
	await new Promise<void>((resolve) => {
		const go = (): void => {
			response.off('drain', go).off('close', go);
			resolve();
		};
		response.on('drain', go).on('close', go);
	});
}
