import { randomUUID } from 'crypto';

import type { Fault } from '../base/fault';
import { err, type Result } from '../base/result';
import type { RetryOptions } from '../base/retry';
import { MEGABYTE_BYTES } from '../base/units';
import { type FileBody, fileReadFault } from '../media/file';
import { formatSize } from '../request/mediaLabels';
import type { StudioClient } from '../studio/client';
import { retryPolicies } from '../studio/retryPolicies';
import { timeouts } from '../studio/timeouts';
import type { NetworkFailure, StudioResponse } from '../studio/transport';
import { multipartEnvelope, type MultipartEnvelope } from './multipart';
import { type FailedAttempt, retryTransfer } from './retryTransfer';
import { hostFault, interrupted, isBusy } from './transferFaults';
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
	post(form: FormPost): Promise<StudioResponse | NetworkFailure>;
}

/** Hours for which the service finds an uploaded file. */
export const UPLOAD_LIFETIME_HOURS = 48;

/**
 * Model Studio's temporary storage ("Get a temporary file URL"). A file there serves one account and one model. An upload
 * costs nothing, so other than a create call it is repeated after any lost answer, each time under a fresh name.
 */
export class TemporaryStorage {
	private readonly policies = new SharedResponses<UploadPolicy>();
	private readonly links = new SharedResponses<string>();

	constructor(private readonly tools: UploadTools) {}

	/**
	 * Uploads a file and gives its `oss://` link. Never throws.
	 * @param model as its region calls it
	 * @param deadline milliseconds since the epoch
	 */
	async upload(file: UploadFile, model: string, deadline: number): Promise<Result<string>> {
		const upload = async () => await this.uploadAnew(file, model, deadline);
		return file.fingerprint
			? await this.links.get(`${model} ${file.fingerprint}`, () => true, upload)
			: await upload();
	}

	private async uploadAnew(file: UploadFile, model: string, deadline: number): Promise<Result<string>> {
		let renewed = false;
		return await retryTransfer('upload', { ...this.tools, deadline }, async () => {
			// One policy for each model, shared by all items until it is about to run out.
			const policy = await this.policies.get(
				model,
				({ usableUntil }) => this.tools.clock.now() < usableUntil,
				async () => await this.readPolicy(model, deadline),
			);
			if (!policy.ok) return { fault: policy.fault, policy: retryPolicies.uploadRefused };
			const { maxBytes = Infinity } = policy.value;
			if (file.bytes > maxBytes) {
				return { fault: tooLarge(file.bytes, maxBytes, model), policy: retryPolicies.uploadRefused };
			}
			const attempt = await this.tryOnce(file, policy.value, deadline);
			if ('value' in attempt || !attempt.policyExpired) return attempt;
			// Whoever comes with the same policy finds it used up, and the first of them asks for a new one.
			policy.value.usableUntil = 0;
			// A new policy needs no pause the first time: the old one had simply run out.
			const immediately = !renewed;
			renewed = true;
			return { ...attempt, immediately };
		});
	}

	private async readPolicy(model: string, deadline: number): Promise<Result<UploadPolicy>> {
		const { client, clock } = this.tools;
		const path = `/uploads?action=getPolicy&model=${encodeURIComponent(model)}`;
		const read = await client.read('upload', path, deadline, (body) => readUploadPolicy(body, clock.now()));
		return read.ok ? read : err({ ...policyFault(read.fault), model });
	}

	private async tryOnce(file: UploadFile, policy: UploadPolicy, deadline: number): Promise<UploadAttempt> {
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
		const response = await this.tools.post({
			url: policy.host,
			form: multipartEnvelope(fields, { name, mimeType: file.mimeType }),
			body,
			bytes: file.bytes,
			timeout: Math.min(limit, Math.max(1_000, deadline - this.tools.clock.now())),
			signal: this.tools.signal,
		});
		if (response.kind === 'network failure') {
			return {
				fault: interrupted('upload', response, inputAlternatives),
				policy: response.requestSent === 'no' ? retryPolicies.uploadMisconfigured : retryPolicies.uploadBusy,
			};
		}
		// A success has an empty body; a proxy's page has not.
		if (response.status < 300 && !/^\s*[<{]/.test(response.text)) return { value: `oss://${key}` };
		return readRefusal(response);
	}
}

interface FailedUpload extends FailedAttempt {
	/** The upload policy has to be asked for again. */
	policyExpired?: true;
}
type UploadAttempt = { value: string } | FailedUpload;

function readRefusal(response: StudioResponse): FailedUpload {
	const { status } = response;
	const isPage = status < 400;
	const message = isPage
		? `A web page was returned instead of the temporary storage's answer (HTTP ${status})`
		: `The temporary storage answered the upload with HTTP ${status}`;
	const fault = hostFault('upload', response, { message, description: inputAlternatives });
	if (status === 403 && /policy expired/i.test(fault.serviceMessage ?? '')) {
		return {
			fault: { ...fault, message: 'The permission for the temporary upload has expired' },
			policy: retryPolicies.uploadMisconfigured,
			policyExpired: true,
		};
	}
	// The name is a fresh one each time, so a file that exists is a try of ours whose answer was lost on the way.
	if (isPage || fault.code === 'FileAlreadyExists')
		return { fault, policy: retryPolicies.uploadMisconfigured };
	if (isBusy(response)) return { fault, policy: retryPolicies.uploadBusy };
	return { fault: { ...fault, class: 'input' }, policy: retryPolicies.uploadRefused };
}

const inputAlternatives = 'Nothing was submitted or charged. Run the item again, or pass the file as a URL.';

function policyFault(fault: Fault): Fault {
	if (fault.class === 'stopped') return fault;
	return {
		...fault,
		message: `The temporary storage did not permit the upload. ${fault.message}`,
		description: `${fault.description} A file can also be passed as a URL.`,
	};
}

function tooLarge(bytes: number, maxBytes: number, model: string): Fault {
	return {
		stage: 'upload',
		class: 'input',
		model,
		message: `The file is ${formatSize(bytes)}, but the temporary storage accepts up to ${formatSize(maxBytes)} for ${model}`,
		description: 'Make the file smaller, or pass it as a URL.',
	};
}

/** Of those who ask for the same at the same time the first makes it, and the others wait for what it gets. */
class SharedResponses<T> {
	private readonly responses = new Map<string, Promise<Result<T>>>();

	/** @param isGood whether an earlier answer still serves */
	async get(key: string, isGood: (value: T) => boolean, make: () => Promise<Result<T>>): Promise<Result<T>> {
		const known = this.responses.get(key);
		const earlier = await known;
		if (earlier?.ok && isGood(earlier.value)) return earlier;
		// Somebody else who waited may have begun anew by now.
		const current = this.responses.get(key);
		if (current && current !== known) return await current;
		const response = make();
		this.responses.set(key, response);
		return await response;
	}
}
