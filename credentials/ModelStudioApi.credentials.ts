import {
	type DisplayCondition,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeProperties,
	UserError,
} from 'n8n-workflow';

import { regions } from '../nodes/core/catalogue';
import { isPlanKey, readApiKey } from '../nodes/core/studio/apiKey';
import { readAccess, studioAccess } from '../nodes/core/studio/address';

const withoutSharedHost = regions.filter(({ sharedHost }) => !sharedHost).map(({ id }) => id);

/** A field that is not empty. */
const entered: DisplayCondition[] = [{ _cnd: { exists: true } }];

/** Lists one model: free, and answered in every region. */
const TEST_PATH = '/models';

/** A task that nobody has: free, and answered with UNKNOWN to every good key. The host of the plans may list no models. */
const PLAN_TEST_PATH = '/tasks/00000000-0000-4000-8000-000000000000';

const workspaceId: INodeProperties = {
	displayName: 'Workspace ID',
	name: 'workspaceId',
	type: 'string',
	default: '',
	placeholder: 'e.g. llm-abc123',
};

/** n8n's test of a credential asks for a path only; where it goes follows from the credential. */
function testRequest(credential: ICredentialDataDecryptedObject): IHttpRequestOptions {
	const access = studioAccess(readAccess(credential));
	if (!access.ok) throw new UserError(`${access.fault.message}. ${access.fault.description}`);
	const { address, apiKey } = access.value;
	const ofPlan = isPlanKey(apiKey) && { url: PLAN_TEST_PATH, qs: {} };
	return { url: TEST_PATH, baseURL: address.apiBase, ...ofPlan };
}

export class ModelStudioApi implements ICredentialType {
	name = 'modelStudioApi';

	displayName = 'Alibaba Cloud Model Studio (Wan, DashScope, Bailian) API';

	icon = { light: 'file:modelStudio.svg', dark: 'file:modelStudio.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-wan/n8n-nodes-wan#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'A key (sk-…) from the Model Studio console. A key works in one region only, the one it was created in. <a href="https://www.alibabacloud.com/help/en/model-studio/get-api-key" target="_blank">Create a key</a>.',
			hint: 'Created in the Model Studio console. One key is for one region.',
		},
		{
			displayName:
				'This is a plan key (sk-sp-…). A Token Plan key works with Region China (Beijing) and Workspace ID token-plan. A Coding Plan key cannot make videos: create a pay-as-you-go key in the Model Studio console.',
			name: 'planKeyNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { apiKey: [{ _cnd: { startsWith: 'sk-sp-' } }] } },
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: regions.map(({ id, name, sharedHost }) => ({
				name,
				value: id,
				description: sharedHost ? `${id}` : `${id}, needs a Workspace ID`,
			})),
			default: 'ap-southeast-1',
			description: 'The region the key was created in. It decides which models are available.',
		},
		{
			...workspaceId,
			description:
				"Optional. From the workspace details in the Model Studio console. Leave empty to use the region's shared address; if set, the workspace's own address is used.",
			displayOptions: { hide: { region: withoutSharedHost } },
		},
		{
			...workspaceId,
			required: true,
			description:
				'From the workspace details in the Model Studio console. This region has no shared address.',
			displayOptions: { show: { region: withoutSharedHost }, hide: { baseUrl: entered } },
		},
		{
			...workspaceId,
			description: 'Optional. The Base URL is used in its place.',
			displayOptions: { show: { region: withoutSharedHost, baseUrl: entered } },
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://gateway.example.com/api/v1',
			description:
				'Only for a gateway or a test service. Overrides the address that follows from Region and Workspace ID.',
		},
	];

	/** Adds the key as it is meant, or says what is wrong with it. Also for n8n's HTTP Request node. */
	async authenticate(
		credential: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { apiKey, baseUrl } = readAccess(credential);
		const key = readApiKey(apiKey, baseUrl.trim() !== '');
		if (!key.ok) throw new UserError(`${key.fault.message}. ${key.fault.description}`);
		const test = request.url === TEST_PATH ? testRequest(credential) : {};
		const headers = { ...request.headers, Authorization: `Bearer ${key.value}` };
		return await Promise.resolve({ ...request, ...test, headers });
	}

	test: ICredentialTestRequest = {
		request: { url: TEST_PATH, qs: { page_no: 1, page_size: 1 } },
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'The service does not recognize this API key. A key works only in the region it was created in, and a key from another region gets this same answer: check Region first, then the key. A Token Plan key (sk-sp-…) needs Region China (Beijing) and Workspace ID token-plan. A Coding Plan key cannot make videos.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The service recognizes the key but denies access. Check that Model Studio is activated for the account and that the key belongs to the workspace.',
				},
			},
			// Model Studio answers 400 to a path that it does not have, other servers 404.
			...[400, 404].map((value) => ({
				type: 'responseCode' as const,
				properties: {
					value,
					message:
						'There is no Model Studio at this address. Check Base URL, which usually ends in /api/v1, and Workspace ID.',
				},
			})),
		],
	};
}
