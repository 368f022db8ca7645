import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { regions } from '../nodes/core/catalogue';

const withoutSharedHost = regions.filter(({ sharedHost }) => !sharedHost).map(({ id }) => id);
const sharedHosts = Object.fromEntries(
	regions.map(({ id, sharedHost }) => [id, sharedHost ?? 'https://workspace-id-missing']),
);

const workspaceId: INodeProperties = {
	displayName: 'Workspace ID',
	name: 'workspaceId',
	type: 'string',
	default: '',
	placeholder: 'e.g. llm-abc123',
};

/** The same address as `studioAddress` gives, in the only language that a credential test speaks. */
const apiBase = `={{ (($credentials.baseUrl || '').trim() || (($credentials.workspaceId || '').trim() ? 'https://' + $credentials.workspaceId.trim() + '.' + $credentials.region + '.maas.aliyuncs.com' : ${JSON.stringify(sharedHosts)}[$credentials.region]) + '/api/v1').replace(/\\/+$/, '') }}`;

export class ModelStudioApi implements ICredentialType {
	name = 'modelStudioApi';

	displayName = 'Alibaba Cloud Model Studio API';

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
			description: 'A pay-as-you-go key (sk-…) of the region below. Keys work in one region only.',
		},
		{
			displayName:
				'This is a coding or token plan key (sk-sp-…). Plan keys cannot make videos: create a pay-as-you-go key in the Model Studio console.',
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
			description: 'The region where the key was made. It decides which models there are.',
		},
		{
			...workspaceId,
			description:
				"From the workspace details in the Model Studio console. Leave empty to use the region's shared address; if set, the workspace's own address is used.",
			displayOptions: { hide: { region: withoutSharedHost } },
		},
		{
			...workspaceId,
			required: true,
			description:
				'From the workspace details in the Model Studio console. This region has no shared address.',
			displayOptions: { show: { region: withoutSharedHost } },
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://gateway.example.com/api/v1',
			description:
				'Overrides the address that follows from Region and Workspace ID, for a gateway or a test service',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ ($credentials.apiKey || "").trim() }}' } },
	};

	/** Lists one model: free, and answered in every region. */
	test: ICredentialTestRequest = {
		request: { baseURL: apiBase, url: '/models', qs: { page_no: 1, page_size: 1 } },
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Model Studio does not know this key in this region. A key of another region gets this same answer: check Region first, then the key. Plan keys (sk-sp-…) do not work.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The key is known but has no access. Check that Model Studio is activated and that the key belongs to the workspace.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'There is no Model Studio at this address. Check Base URL and Workspace ID.',
				},
			},
		],
	};
}
