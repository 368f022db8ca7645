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
import type { FaultText } from '../nodes/core/base/fault';
import type { Result } from '../nodes/core/base/result';
import { isPlanKey, PLAN_KEYS, readApiKey } from '../nodes/core/studio/apiKey';
import { unknownKey } from '../nodes/core/studio/errorRows/accountErrors';
import { readAccess, studioAddress } from '../nodes/core/studio/address';

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

const WHERE_IT_STANDS = 'From the workspace details in the Model Studio console.';

const NOT_THERE =
	'There is no Model Studio at this address. Check Base URL, which usually ends in /api/v1, and Workspace ID.';

/** What the statuses of the test mean. Model Studio answers 400 to a path that it does not have, other servers 404. */
const testRules: Array<[status: number, message: string]> = [
	[401, `${unknownKey.message}. ${unknownKey.description} ${PLAN_KEYS}`],
	[
		403,
		'The key is known, but access is denied. Check that Model Studio is activated, and that the key belongs to the workspace.',
	],
	[400, NOT_THERE],
	[404, NOT_THERE],
];

/** n8n shows the message of a UserError. */
function valueOf<T>(result: Result<T, FaultText>): T {
	if (!result.ok) throw new UserError(`${result.fault.message}. ${result.fault.description}`);
	return result.value;
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
				'How to <a href="https://www.alibabacloud.com/help/en/model-studio/get-api-key" target="_blank">create a key</a>',
			hint: 'From the Model Studio console (sk-…). One key is for one region.',
		},
		{
			displayName: `${PLAN_KEYS} Create a pay-as-you-go key in the Model Studio console.`,
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
				description: sharedHost ? id : `${id}, needs a Workspace ID`,
			})),
			default: 'ap-southeast-1',
			description: 'The region the key was created in. It decides which models are available.',
		},
		{
			...workspaceId,
			description: `Optional. ${WHERE_IT_STANDS} Without it, the region's shared address is used.`,
			displayOptions: { hide: { region: withoutSharedHost } },
		},
		{
			...workspaceId,
			required: true,
			description: `${WHERE_IT_STANDS} This region has no shared address.`,
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
			description: 'Only for a gateway or a test service',
		},
	];

	/** Adds the key as it is meant, or says what is wrong with it. Also for n8n's HTTP Request node. */
	async authenticate(
		credential: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const access = readAccess(credential);
		const key = valueOf(readApiKey(access.apiKey, access.baseUrl.trim() !== ''));
		// n8n's test asks for a path only; where it goes follows from the credential.
		const test = request.url === TEST_PATH && {
			baseURL: valueOf(studioAddress(access)).apiBase,
			...(isPlanKey(key) && { url: PLAN_TEST_PATH, qs: {} }),
		};
		const headers = { ...request.headers, Authorization: `Bearer ${key}` };
		return await Promise.resolve({ ...request, ...test, headers });
	}

	test: ICredentialTestRequest = {
		request: { url: TEST_PATH, qs: { page_no: 1, page_size: 1 } },
		rules: testRules.map(([value, message]) => ({ type: 'responseCode', properties: { value, message } })),
	};
}
