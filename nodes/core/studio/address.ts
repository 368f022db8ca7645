import { err, ok, type Result } from '../base/result';
import { regions, type Region } from '../catalogue';

/** What the credential holds. */
export interface StudioAccess {
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
}

interface AddressProblem {
	field: 'API Key' | 'Workspace ID' | 'Base URL' | 'Region';
	message: string;
	description: string;
}

/** Where the API is for this credential, or what is wrong with the credential. Nothing is requested. */
export function studioAddress(access: StudioAccess): Result<StudioAddress, AddressProblem> {
	const facts = regions.find(({ id }) => id === access.region);
	if (!facts) {
		return err({
			field: 'Region',
			message: `The credential's Region "${access.region}" is not one of Model Studio's`,
			description: `Choose one of ${regions.map(({ name }) => name).join(', ')} in the credential.`,
		});
	}
	const keyProblem = checkKey(access.apiKey);
	if (keyProblem) return err(keyProblem);
	const baseUrl = access.baseUrl.trim();
	if (baseUrl) return customAddress(access.region, baseUrl);

	const workspaceId = access.workspaceId.trim();
	if (workspaceId && !/^[\w-]+$/.test(workspaceId)) {
		return err({
			field: 'Workspace ID',
			message: "The credential's Workspace ID has characters that a workspace ID never has",
			description:
				'Copy it from the workspace details in the Model Studio console; it looks like "llm-abc123".',
		});
	}
	if (workspaceId) {
		return ok({ region: facts.id, apiBase: `https://${workspaceId}.${facts.id}.maas.aliyuncs.com/api/v1` });
	}
	if (facts.sharedHost) return ok({ region: facts.id, apiBase: `${facts.sharedHost}/api/v1` });
	return err({
		field: 'Workspace ID',
		message: `${facts.name} needs a Workspace ID, and the credential has none`,
		description:
			'Enter it in the credential. It stands in the workspace details of the Model Studio console.',
	});
}

function checkKey(apiKey: string): AddressProblem | undefined {
	const key = apiKey.trim();
	if (!key) {
		return {
			field: 'API Key',
			message: "The credential's API Key is empty",
			description: 'Create a key in the Model Studio console of your region and enter it in the credential.',
		};
	}
	if (key.startsWith('sk-sp-')) {
		return {
			field: 'API Key',
			message: "The credential's API Key is a coding or token plan key (sk-sp-), which cannot make videos",
			description:
				'Create a pay-as-you-go key (sk-…) in the Model Studio console and enter it in the credential.',
		};
	}
	return undefined;
}

function customAddress(region: Region, baseUrl: string): Result<StudioAddress, AddressProblem> {
	const problem: AddressProblem = {
		field: 'Base URL',
		message: "The credential's Base URL is not an http or https address",
		description: 'Enter an address such as https://gateway.example.com/api/v1, or leave the field empty.',
	};
	try {
		const url = new URL(baseUrl);
		if (url.protocol !== 'http:' && url.protocol !== 'https:') return err(problem);
	} catch {
		return err(problem);
	}
	return ok({ region, apiBase: baseUrl.replace(/\/+$/, '') });
}
