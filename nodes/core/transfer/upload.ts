import { randomUUID } from 'crypto';

import type { Fault } from '../base/fault';
import { failed, type Outcome, succeeded } from '../base/result';
import { type Patience, pauseBeforeTry } from '../base/retry';
import { type FileBody, unreadable } from '../media/file';
import { stopped, type StudioClient } from '../studio/client';
import { faultFromSilence, readRetryAfter } from '../studio/errors';
import { timeouts } from '../studio/timeouts';
import type { NoAnswer, StudioAnswer } from '../studio/transport';
import { formAround, type FormFrame } from './multipart';
import { readStorageWords } from './ossError';
import { readUploadPolicy, type UploadPolicy } from './uploadPolicy';

/** A file for the temporary storage. */
export interface UploadFile {
	bytes: number;
	mimeType: string;
	/** Of the name that the file gets there, without a dot; the service looks at it. May be empty. */
	extension: string;
	/** With it the same file is uploaded once, however often it is wanted. */
	fingerprint?: string;
	open(): Promise<FileBody>;
}

/** A form on its way to the storage host. */
export interface FormPost {
	url: string;
	form: FormFrame;
	/** The file's own bytes, which go into the form. */
	body: FileBody;
	bytes: number;
	/** Milliseconds until the try is given up. */
	timeout: number;
	/** Ends the try: Stop. */
	cut?: AbortSignal;
}

export interface UploadTools extends Omit<Patience, 'deadline'> {
	client: StudioClient;
	/** Sends a form without any key: the storage refuses requests that carry one. Never throws. */
	post(form: FormPost): Promise<StudioAnswer | NoAnswer>;
}

/** Hours for which the service finds an uploaded file. */
export const UPLOAD_LIFE_HOURS = 48;

/** Tries after an answer that points to the network's set-up, or to a policy that never holds. */
const FEW_TRIES = 4;
const MEGABYTE = 1024 * 1024;

/**
 * Model Studio's temporary storage ("Get a temporary file URL"). A file there serves one account and one model. An upload
 * costs nothing, so that unlike a create call it is repeated after any lost answer, each time under a fresh name.
 */
export class TemporaryStorage {
	private readonly policies = new Map<string, Promise<Outcome<UploadPolicy>>>();
	private readonly links = new Map<string, Promise<Outcome<string>>>();

	constructor(private readonly tools: UploadTools) {}

	/**
	 * Uploads a file and gives its `oss://` link. Never throws.
	 * @param model as its region calls it
	 * @param deadline milliseconds since the epoch
	 */
	async upload(file: UploadFile, model: string, deadline: number): Promise<Outcome<string>> {
		if (!file.fingerprint) return await this.uploadAnew(file, model, deadline);
		const key = `${model} ${file.fingerprint}`;
		const known = this.links.get(key);
		const earlier = known && (await known);
		if (earlier?.ok) return earlier;
		const link = this.uploadAnew(file, model, deadline);
		this.links.set(key, link);
		return await link;
	}

	private async uploadAnew(file: UploadFile, model: string, deadline: number): Promise<Outcome<string>> {
		const patience = { ...this.tools, deadline };
		for (let tries = 1; ; tries++) {
			const policy = await this.policyFor(model, deadline);
			if (!policy.ok) return policy;
			const { maxBytes } = policy.value;
			if (maxBytes !== undefined && file.bytes > maxBytes) {
				return failed({ ...tooLarge(file.bytes, maxBytes, model), model });
			}
			if (this.tools.stop?.aborted) return failed(stopped('upload'));
			const attempt = await this.tryOnce(file, policy.value, deadline);
			if ('link' in attempt) return succeeded(attempt.link);
			const { fault, again } = attempt;
			// Whoever comes with the same policy finds it used up, and the first of them asks for a new one.
			if (again === 'with a new policy') policy.value.usableUntil = 0;
			const mayRepeat = again === 'until deadline' || (again !== 'never' && tries < FEW_TRIES);
			// A new policy needs no pause the first time: the old one had simply run out.
			const atOnce = again === 'with a new policy' && tries === 1;
			if (!mayRepeat || !(atOnce || (await pauseBeforeTry(tries, fault, patience)))) {
				return failed(this.tools.stop?.aborted ? stopped('upload') : fault);
			}
		}
	}

	/** One policy for each model, shared by all items until it is about to run out. */
	private async policyFor(model: string, deadline: number): Promise<Outcome<UploadPolicy>> {
		const { clock } = this.tools;
		const known = this.policies.get(model);
		const earlier = known && (await known);
		if (earlier?.ok && clock.now() < earlier.value.usableUntil) return earlier;
		// Of the items that come at the same time the first asks, and the others wait for its answer.
		const current = this.policies.get(model);
		if (current && current !== known) return await current;
		const policy = this.readPolicy(model, deadline);
		this.policies.set(model, policy);
		return await policy;
	}

	private async readPolicy(model: string, deadline: number): Promise<Outcome<UploadPolicy>> {
		const { client, clock } = this.tools;
		const path = `/uploads?action=getPolicy&model=${encodeURIComponent(model)}`;
		const read = await client.read('upload', path, deadline, (body) => readUploadPolicy(body, clock.now()));
		return read.ok ? read : failed({ ...policyFault(read.fault), model });
	}

	private async tryOnce(file: UploadFile, policy: UploadPolicy, deadline: number): Promise<Attempt> {
		const name = file.extension ? `${randomUUID()}.${file.extension}` : randomUUID();
		const key = `${policy.folder}/${name}`;
		const fields = [
			...policy.fields,
			['key', key] as const,
			['success_action_status', '200'] as const,
			['x-oss-content-type', file.mimeType] as const,
		];
		let body: FileBody;
		try {
			body = await file.open();
		} catch (error) {
			return { fault: unreadable(error), again: 'never' };
		}
		const limit = timeouts.upload + timeouts.uploadOfMegabyte * (file.bytes / MEGABYTE);
		const answer = await this.tools.post({
			url: policy.host,
			form: formAround(fields, { name, mimeType: file.mimeType }),
			body,
			bytes: file.bytes,
			timeout: Math.min(limit, Math.max(1_000, deadline - this.tools.clock.now())),
			cut: this.tools.stop,
		});
		if (answer.kind === 'no answer') {
			return {
				fault: brokenUpload(answer),
				again: answer.reach === 'never reached' ? 'a few times' : 'until deadline',
			};
		}
		// A success has an empty body; a proxy's page has not.
		if (answer.status < 300 && !/^\s*[<{]/.test(answer.text)) return { link: `oss://${key}` };
		return readRefusal(answer);
	}
}

type Again = 'never' | 'a few times' | 'with a new policy' | 'until deadline';
type Attempt = { link: string } | { fault: Fault; again: Again };

function readRefusal(answer: StudioAnswer): { fault: Fault; again: Again } {
	const { status, headers, text } = answer;
	const words = readStorageWords(text);
	const retryAfter = readRetryAfter(headers['retry-after']);
	const fault: Fault = {
		stage: 'upload',
		class: 'retry',
		httpStatus: status,
		...words,
		...(retryAfter !== undefined && { retryAfter }),
		what: `The temporary storage answered the upload with HTTP ${status}`,
		advice: otherwise,
	};
	const { code = '', serviceMessage = '' } = words;
	if (status === 403 && /policy expired/i.test(serviceMessage)) {
		return {
			fault: { ...fault, what: 'The permission for the temporary upload ran out' },
			again: 'with a new policy',
		};
	}
	// The name is a fresh one each time, so this is a try of ours whose answer was lost on the way.
	if (code === 'FileAlreadyExists') return { fault, again: 'a few times' };
	if (status === 408 || status === 429 || status >= 500) return { fault, again: 'until deadline' };
	if (status < 400) {
		const what = `A page came in place of the temporary storage's answer (HTTP ${status})`;
		return { fault: { ...fault, what }, again: 'a few times' };
	}
	return { fault: { ...fault, class: 'input' }, again: 'never' };
}

const otherwise =
	'Nothing was submitted and nothing paid. Run the item again, or pass the file as a URL instead of binary data.';

function brokenUpload(silence: NoAnswer): Fault {
	const fault = faultFromSilence('upload', silence);
	if (silence.reach === 'stopped') return fault;
	return { ...fault, what: `The upload of the file broke off (${silence.message})`, advice: otherwise };
}

function policyFault(fault: Fault): Fault {
	if (fault.class === 'stopped') return fault;
	return {
		...fault,
		what: `The temporary storage gave no permission to upload. ${fault.what}`,
		advice: `${fault.advice} A file can also be passed as a URL, without an upload.`,
	};
}

function tooLarge(bytes: number, maxBytes: number, model: string): Fault {
	const inWords = (size: number) => `${Number((size / MEGABYTE).toFixed(1))} MB`;
	return {
		stage: 'upload',
		class: 'input',
		what: `The file is ${inWords(bytes)}, and the temporary storage takes up to ${inWords(maxBytes)} for ${model}`,
		advice: 'Make the file smaller, or pass it as a URL instead of binary data.',
	};
}
