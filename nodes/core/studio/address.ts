import type { FaultText } from '../base/fault';
import { isBlank } from '../base/coerce';
import { asText } from '../base/json';
import { err, ok, type Result } from '../base/result';
import { regions, type Region } from '../catalogue';
import { isPlanKey, PLAN_KEYS, readApiKey } from './apiKey';
import { readBaseUrl } from './baseUrl';

/** What the credential holds. */
interface StudioAccess {
	apiKey: string;
	region: Region;
	workspaceId: string;
	/** Overrides region and workspace: a gateway, a proxy, a test service. */
	baseUrl: string;
}

export interface StudioAddress {
	region: Region;
	/** Ends in `/api/v1` (or whatever the user's base URL ends in), without a slash. */
	apiBase: string;
	/** What to know of the credential, though nothing speaks against it. */
	hint?: string;
}

/** Where the API is for this credential, or what is wrong with it. Nothing is requested. */
export function studioAddress(access: StudioAccess): Result<StudioAddress, FaultText> {
	const row = regions.find(({ id }) => id === access.region);
	if (!row) {
		return err({
			message: `The credential's Region "${access.region}" is not one of Model Studio's`,
			description: `Choose one of ${regions.map(({ name }) => name).join(', ')} in the credential.`,
		});
	}
	const hasBaseUrl = !isBlank(access.baseUrl);
	const key = readApiKey(access.apiKey, hasBaseUrl);
	if (!key.ok) return key;
	const base = hasBaseUrl ? readBaseUrl(access.baseUrl) : undefined;
	const found = base ?? regionalBase(row, access.workspaceId.trim());
	if (!found.ok) return found;
	return ok(withHint({ region: row.id, apiBase: found.value }, key.value));
}

const workspaceDetails =
	'Copy it from the workspace details in the Model Studio console. It looks like "llm-abc123".';

function regionalBase(
	{ id, name, sharedHost }: (typeof regions)[number],
	workspaceId: string,
): Result<string, FaultText> {
	if (workspaceId && !/^[\w-]+$/.test(workspaceId)) {
		return err({
			message: "The credential's Workspace ID contains characters that a workspace ID cannot have",
			description: workspaceDetails,
		});
	}
	if (workspaceId) return ok(`https://${workspaceId}.${id}.maas.aliyuncs.com/api/v1`);
	if (sharedHost) return ok(`${sharedHost}/api/v1`);
	return err({
		message: `${name} needs a Workspace ID, and the credential has none`,
		description: workspaceDetails,
	});
}

/** The credential's fields as texts, whatever n8n has stored. */
export function readAccess(credential: Record<string, unknown>): StudioAccess {
	const text = (value: unknown) => asText(value) ?? '';
	return {
		apiKey: text(credential.apiKey),
		region: text(credential.region) as Region,
		workspaceId: text(credential.workspaceId),
		baseUrl: text(credential.baseUrl),
	};
}

/** Token Plan keys make videos at their own host only, Coding Plan keys nowhere ("Integrate the video generation model"). */
function withHint(address: StudioAddress, key: string): StudioAddress {
	// HTTP libraries make an Authorization header of it, and a request has one only.
	if (/^https?:\/\/[^/]*@/.test(address.apiBase)) {
		const hint = 'Base URL contains a user name, so that login is sent in place of the API Key.';
		return { ...address, hint };
	}
	if (!isPlanKey(key) || address.apiBase.includes('//token-plan.cn-beijing.')) return address;
	return { ...address, hint: `The API Key belongs to a plan. ${PLAN_KEYS}` };
}
