import { randomUUID } from 'crypto';

import type { Fault } from '../base/fault';
import { err, ok, type Result } from '../base/result';
import { Retries, type RetryOptions, type RetryPolicy } from '../base/retry';
import { MEGABYTE_BYTES } from '../base/units';
import { type FileBody, fileReadFault } from '../media/file';
import type { StudioClient } from '../studio/client';
import { faultFromNetworkFailure, readRetryAfter, stopFault } from '../studio/errors';
import { retryPolicies } from '../studio/retryPolicies';
import { timeouts } from '../studio/timeouts';
import type { NetworkFailure, StudioAnswer } from '../studio/transport';
import { multipartEnvelope, type MultipartEnvelope } from './multipart';
import { parseOssError } from './ossError';
import { readUploadPolicy, type UploadPolicy } from './uploadPolicy';

/** A file for the temporary storage. */
interface UploadFile {
	bytes: number;
	mimeType: string;
	/** Of the name that the file gets there, without a dot; the service reads it. May be empty. */
	extension: string;
	/** With it the same file is uploaded once, however often it is wanted. */
	fingerprint?: string;
	open(): Promise<FileBody>;
}

/** A form on its way to the storage host. */
export interface FormPost {
	url: string;
	form: MultipartEnvelope;
	/** The file's own bytes, which go into the form. */
	body: FileBody;
	bytes: number;
	/** Milliseconds until the try is given up. */
	timeout: number;
	/** Ends the try: Stop. */
	signal?: AbortSignal;
}

interface UploadTools extends Omit<RetryOptions, 'deadline'> {
	client: StudioClient;
	/** Sends a form without any key: the storage refuses requests that carry one. Never throws. */
	post(form: FormPost): Promise<StudioAnswer | NetworkFailure>;
}

/** Hours for which the service finds an uploaded file. */
export const UPLOAD_LIFETIME_HOURS = 48;

/**
 * Model Studio's temporary storage ("Get a temporary file URL"). A file there serves one account and one model. An upload
 * costs nothing, so other than a create call it is repeated after any lost answer, each time under a fresh name.
 */
export class TemporaryStorage {
	private readonly policies = new Map<string, Promise<Result<UploadPolicy>>>();
	private readonly links = new Map<string, Promise<Result<string>>>();

	constructor(private readonly tools: UploadTools) {}

	/**
	 * Uploads a file and gives its `oss://` link. Never throws.
	 * @param model as its region calls it
	 * @param deadline milliseconds since the epoch
	 */
	async upload(file: UploadFile, model: string, deadline: number): Promise<Result<string>> {
		if (!file.fingerprint) return await this.uploadAnew(file, model, deadline);
		const key = `${model} ${file.fingerprint}`;
		const known = this.links.get(key);
		const earlier = known && (await known);
		if (earlier?.ok) return earlier;
		const link = this.uploadAnew(file, model, deadline);
		this.links.set(key, link);
		return await link;
	}

	private async uploadAnew(file: UploadFile, model: string, deadline: number): Promise<Result<string>> {
		const retries = new Retries({ ...this.tools, deadline });
		let renewed = false;
		for (;;) {
			const policy = await this.policyFor(model, deadline);
			if (!policy.ok) return policy;
			const { maxBytes } = policy.value;
			if (maxBytes !== undefined && file.bytes > maxBytes) {
				return err({ ...tooLarge(file.bytes, maxBytes, model), model });
			}
			if (this.tools.signal?.aborted) return err(stopFault('upload'));
			const attempt = await this.tryOnce(file, policy.value, deadline);
			if ('link' in attempt) return ok(attempt.link);
			const { fault, policy: retryPolicy, policyExpired } = attempt;
			// Whoever comes with the same policy finds it used up, and the first of them asks for a new one.
			if (policyExpired) policy.value.usableUntil = 0;
			// A new policy needs no pause the first time: the old one had simply run out.
			const atOnce: boolean = policyExpired === true && !renewed;
			renewed ||= atOnce;
			if (!(await retries.waitForRetry(retryPolicy, fault, atOnce))) {
				return err(this.tools.signal?.aborted ? stopFault('upload') : fault);
			}
		}
	}

	/** One policy for each model, shared by all items until it is about to run out. */
	private async policyFor(model: string, deadline: number): Promise<Result<UploadPolicy>> {
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

	private async readPolicy(model: string, deadline: number): Promise<Result<UploadPolicy>> {
		const { client, clock } = this.tools;
		const path = `/uploads?action=getPolicy&model=${encodeURIComponent(model)}`;
		const read = await client.read('upload', path, deadline, (body) => readUploadPolicy(body, clock.now()));
		return read.ok ? read : err({ ...policyFault(read.fault), model });
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
			return { fault: fileReadFault(error), policy: retryPolicies.uploadRefused };
		}
		const limit = timeouts.upload + timeouts.uploadOfMegabyte * (file.bytes / MEGABYTE_BYTES);
		const answer = await this.tools.post({
			url: policy.host,
			form: multipartEnvelope(fields, { name, mimeType: file.mimeType }),
			body,
			bytes: file.bytes,
			timeout: Math.min(limit, Math.max(1_000, deadline - this.tools.clock.now())),
			signal: this.tools.signal,
		});
		if (answer.kind === 'network failure') {
			return {
				fault: brokenUpload(answer),
				policy: answer.requestSent === 'no' ? retryPolicies.uploadMisconfigured : retryPolicies.uploadBusy,
			};
		}
		// A success has an empty body; a proxy's page has not.
		if (answer.status < 300 && !/^\s*[<{]/.test(answer.text)) return { link: `oss://${key}` };
		return readRefusal(answer);
	}
}

interface FailedUpload {
	fault: Fault;
	policy: RetryPolicy;
	/** The upload policy has to be asked for again. */
	policyExpired?: true;
}
type Attempt = { link: string } | FailedUpload;

function readRefusal(answer: StudioAnswer): FailedUpload {
	const { status, headers, text } = answer;
	const ossError = parseOssError(text);
	const retryAfter = readRetryAfter(headers);
	const fault: Fault = {
		stage: 'upload',
		class: 'retry',
		httpStatus: status,
		...ossError,
		...(retryAfter !== undefined && { retryAfter }),
		message: `The temporary storage answered the upload with HTTP ${status}`,
		description: inputAlternatives,
	};
	const { code = '', serviceMessage = '' } = ossError;
	if (status === 403 && /policy expired/i.test(serviceMessage)) {
		return {
			fault: { ...fault, message: 'The permission for the temporary upload has expired' },
			policy: retryPolicies.uploadMisconfigured,
			policyExpired: true,
		};
	}
	// The name is a fresh one each time, so this is a try of ours whose answer was lost on the way.
	if (code === 'FileAlreadyExists') return { fault, policy: retryPolicies.uploadMisconfigured };
	if (status === 408 || status === 429 || status >= 500) return { fault, policy: retryPolicies.uploadBusy };
	if (status < 400) {
		const message = `A web page was returned instead of the temporary storage's answer (HTTP ${status})`;
		return { fault: { ...fault, message }, policy: retryPolicies.uploadMisconfigured };
	}
	return { fault: { ...fault, class: 'input' }, policy: retryPolicies.uploadRefused };
}

const inputAlternatives =
	'Nothing was submitted or charged. Run the item again, or pass the file as a URL instead of binary data.';

function brokenUpload(failure: NetworkFailure): Fault {
	const fault = faultFromNetworkFailure('upload', failure);
	if (failure.aborted) return fault;
	return {
		...fault,
		message: `The upload of the file was interrupted (${failure.message})`,
		description: inputAlternatives,
	};
}

function policyFault(fault: Fault): Fault {
	if (fault.class === 'stopped') return fault;
	return {
		...fault,
		message: `The temporary storage did not permit the upload. ${fault.message}`,
		description: `${fault.description} A file can also be passed as a URL, without an upload.`,
	};
}

function tooLarge(bytes: number, maxBytes: number, model: string): Fault {
	const format = (size: number) => `${Number((size / MEGABYTE_BYTES).toFixed(1))} MB`;
	return {
		stage: 'upload',
		class: 'input',
		message: `The file is ${format(bytes)}, but the temporary storage accepts up to ${format(maxBytes)} for ${model}`,
		description: 'Make the file smaller, or pass it as a URL instead of binary data.',
	};
}
