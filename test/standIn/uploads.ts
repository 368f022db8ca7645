/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage } from 'node:http';
import { text, xml, type Answer } from './answer';
import type { ServiceClock } from './clock';
import { CONTRACTS, largestMedium } from './contract';
import { readMultipart } from './multipart';
import type { SeededRandom } from './random';
import { invalid } from './refusal';
import type { BookEntry, StoredUpload } from './types';

const POLICY_SECONDS = 300;
const MEGABYTE = 1024 * 1024;
const ACCESS_KEY_ID = 'LTAIstandinupload';

interface Policy {
	model: string;
	uploadDir: string;
	issuedAt: number;
	maxMegabytes: number;
}

/** The temporary storage: hands out policies and takes files under them. Files are hashed, never kept. */
export class TemporaryStorage {
	readonly uploads = new Map<string, StoredUpload>();

	private readonly policies = new Map<string, Policy>();

	constructor(
		private readonly clock: ServiceClock,
		private readonly random: SeededRandom,
		private readonly uploadHost: () => string,
	) {}

	issuePolicy(model: string): object {
		const contract = CONTRACTS.get(model);
		if (!contract) throw invalid('Model not exist.');
		const day = new Date(this.clock.epoch(this.clock.now())).toISOString().slice(0, 10);
		const uploadDir = `dashscope-instant/${this.random.hex(32)}/${day}/${this.random.uuid()}`;
		const maxMegabytes = largestMedium(contract);
		const policy = Buffer.from(
			JSON.stringify({
				expiration: new Date(this.clock.epoch(this.clock.now()) + POLICY_SECONDS * 1000).toISOString(),
				conditions: [
					['content-length-range', 0, maxMegabytes * MEGABYTE],
					['starts-with', '$key', uploadDir],
				],
			}),
		).toString('base64');
		this.policies.set(policy, { model, uploadDir, issuedAt: this.clock.now(), maxMegabytes });
		return {
			policy,
			signature: this.random.sign(policy),
			upload_dir: uploadDir,
			upload_host: this.uploadHost(),
			expire_in_seconds: POLICY_SECONDS,
			max_file_size_mb: maxMegabytes,
			capacity_limit_mb: 999999999,
			oss_access_key_id: ACCESS_KEY_ID,
			x_oss_object_acl: 'private',
			x_oss_forbid_overwrite: 'true',
		};
	}

	async take(request: IncomingMessage, entry: BookEntry, requestId: string): Promise<Answer> {
		const refuse = (status: number, code: string, message: string): Answer =>
			xml(status, requestId, code, message);
		if (request.headers.authorization !== undefined) {
			request.resume();
			return refuse(400, 'InvalidArgument', 'Only one auth mechanism allowed.');
		}
		const form = await readMultipart(request).catch(() => undefined);
		if (!form) return refuse(400, 'MalformedPOSTRequest', 'The body is not well-formed multipart/form-data.');
		const { fields, file } = form;
		entry.body = { names: form.names, key: fields.key, file };
		if (!file)
			return refuse(400, 'IncorrectNumberOfFilesInPOSTRequest', 'POST requires one file per request.');
		if (form.names.at(-1) !== 'file') {
			return refuse(400, 'InvalidArgument', 'The file field must be the last one of the form.');
		}

		const policy = this.policies.get(fields.policy ?? '');
		if (!policy) return refuse(403, 'AccessDenied', 'Invalid according to Policy: Policy is unknown.');
		if (fields.OSSAccessKeyId !== ACCESS_KEY_ID) {
			return refuse(403, 'InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist.');
		}
		if (fields.Signature !== this.random.sign(fields.policy ?? '')) {
			return refuse(403, 'SignatureDoesNotMatch', 'The request signature does not match.');
		}
		if (this.clock.now() - policy.issuedAt > POLICY_SECONDS * 1000) {
			return refuse(403, 'AccessDenied', 'Invalid according to Policy: Policy expired.');
		}
		const failed = (condition: string): Answer =>
			refuse(403, 'AccessDenied', `Invalid according to Policy: Policy Condition failed: ${condition}`);
		const key = fields.key ?? '';
		if (!key.startsWith(`${policy.uploadDir}/`) || key.length === policy.uploadDir.length + 1) {
			return failed(`["starts-with", "$key", "${policy.uploadDir}"]`);
		}
		if (fields['x-oss-object-acl'] !== 'private') return failed('["eq", "$x-oss-object-acl", "private"]');
		if (fields['x-oss-forbid-overwrite'] !== 'true') {
			return failed('["eq", "$x-oss-forbid-overwrite", "true"]');
		}
		if (file.bytes > policy.maxMegabytes * MEGABYTE) {
			return refuse(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.');
		}
		const url = `oss://${key}`;
		if (this.uploads.has(url)) {
			return refuse(
				409,
				'FileAlreadyExists',
				'The object you specified already exists and can not be overwritten.',
			);
		}
		const { bytes, sha256 } = file;
		this.uploads.set(url, { bytes, sha256, model: policy.model, at: this.clock.now() });
		// The storage answers 204 unless success_action_status asks for 200.
		return text(fields.success_action_status === '200' ? 200 : 204, 'text/plain', '');
	}
}
