import { randomUUID } from 'node:crypto';

import { imageToVideoModels, regionName, type Region } from '../../nodes/core/catalogue';
import { asObject } from '../../nodes/core/base/json';
import { inWords, namesInRegion, type Asker } from './asker';
import { judged, settled, type Check, type Finding } from './check';

/** Where the documents of October 2026 offer temporary storage. */
const STORAGE_REGIONS: readonly Region[] = ['cn-beijing', 'ap-southeast-1'];
/** What an upload needs of the policy. */
const POLICY_FIELDS = [
	'policy',
	'signature',
	'upload_dir',
	'upload_host',
	'oss_access_key_id',
	'x_oss_object_acl',
	'x_oss_forbid_overwrite',
	'expire_in_seconds',
	'max_file_size_mb',
];
const LIMIT_HEADER = /retry-after|rate-?limit|quota|throttl/i;

export const taskAndStorage: readonly Check[] = [
	{
		number: '3',
		question: 'What does a query for an invented task id give?',
		documents: 'HTTP 200 with task_status UNKNOWN',
		async ask(asker) {
			const reply = await asker.get(`/tasks/${randomUUID()}`);
			const status = asObject(reply.body.output)?.task_status;
			if (typeof status !== 'string') return judged(false, inWords(reply));
			return judged(
				reply.status === 200 && status === 'UNKNOWN',
				`${reply.status} with task_status ${status}`,
			);
		},
	},
	{
		number: '4',
		question: 'Does temporary storage answer in this region?',
		documents:
			'Beijing and Singapore only; sample: expire_in_seconds 300, max_file_size_mb 100 (numbers; its table says string)',
		ask: askForPolicy,
	},
];

/** Prints of the policy only what opens nothing: with policy and signature anyone could upload for some minutes. */
async function askForPolicy(asker: Asker): Promise<Finding> {
	const [model = 'wan2.6-i2v-flash'] = namesInRegion(imageToVideoModels, asker.region);
	const reply = await asker.get(`/uploads?action=getPolicy&model=${encodeURIComponent(model)}`);
	const isDocumented = STORAGE_REGIONS.includes(asker.region);
	const data = asObject(reply.body.data);
	if (reply.status !== 200 || !data) {
		const answered = `${inWords(reply)} in ${regionName(asker.region)}`;
		return isDocumented ? judged(false, answered) : settled(answered);
	}
	const missing = POLICY_FIELDS.filter((name) => data[name] === undefined);
	const figures = ['expire_in_seconds', 'max_file_size_mb'].map(
		(name) => `${name} ${String(data[name])} (${typeof data[name]})`,
	);
	const gaps = missing.length > 0 ? `missing: ${missing.join(', ')}` : 'all fields there';
	const answered = `200 in ${regionName(asker.region)} for ${model}: ${figures.join(', ')}; ${gaps}`;
	return isDocumented || missing.length > 0 ? judged(missing.length === 0, answered) : settled(answered);
}

/** Looks back at all answers, so it comes last. */
export const limitHeaders: Check = {
	number: '11',
	question: 'Does any answer carry Retry-After or a rate limit?',
	documents: 'No such header in any document',
	async ask(asker) {
		const found = asker.seen.flatMap(({ headers }) =>
			Object.entries(headers).filter(([name]) => LIMIT_HEADER.test(name)),
		);
		const named = new Map(found.map(([name, value]) => [name, `${name}: ${value}`]));
		const busy = asker.seen.filter(({ status }) => status === 429).length;
		const responses = `on ${asker.seen.length} answers, ${busy || 'none'} of them 429`;
		return await Promise.resolve(settled(`${[...named.values()].join(', ') || 'none'} ${responses}`));
	},
};
