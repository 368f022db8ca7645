import { asObject, asText } from '../base/json';
import { MINUTE_MS, MEGABYTE_BYTES } from '../base/units';

/** Permission to put files of one model into the temporary storage ("Get a temporary file URL", step 1). */
export interface UploadPolicy {
	/** Where the form goes. Another host than the API's. */
	host: string;
	/** Folder of the files, without a slash at its end. */
	folder: string;
	/** Form fields that are the same for every file, in the order in which the documents have them. */
	fields: ReadonlyArray<readonly [name: string, value: string]>;
	maxBytes?: number;
	/** Milliseconds since the epoch. */
	usableUntil: number;
}

/** A sample of the documents says 300 seconds. */
const DEFAULT_LIFETIME_SECONDS = 300;
/** Before its end at which a policy is no longer used: the file has to get there as well. */
const EXPIRY_MARGIN_MS = MINUTE_MS;

/** Reads the answer of getPolicy, in which numbers also come as strings. @param now milliseconds since the epoch */
export function readUploadPolicy(body: Record<string, unknown>, now: number): UploadPolicy | undefined {
	const data = asObject(body.data);
	if (!data) return undefined;
	const policy = asText(data.policy);
	const signature = asText(data.signature);
	const folder = asText(data.upload_dir)?.replace(/\/+$/, '');
	const host = asText(data.upload_host) ?? '';
	if (!policy || !signature || !folder || !/^https?:\/\/\S+$/.test(host)) return undefined;
	const life = (Number(data.expire_in_seconds) || DEFAULT_LIFETIME_SECONDS) * 1000;
	const maxBytes = Number(data.max_file_size_mb) * MEGABYTE_BYTES;
	return {
		host,
		folder,
		fields: [
			['OSSAccessKeyId', asText(data.oss_access_key_id) ?? ''],
			['Signature', signature],
			['policy', policy],
			['x-oss-object-acl', asText(data.x_oss_object_acl) ?? 'private'],
			['x-oss-forbid-overwrite', asText(data.x_oss_forbid_overwrite) ?? 'true'],
		],
		...(maxBytes > 0 && { maxBytes }),
		usableUntil: now + life - Math.min(EXPIRY_MARGIN_MS, life / 2),
	};
}
