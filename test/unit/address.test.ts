import type { Region } from '../../nodes/core/catalogue';
import { studioAddress } from '../../nodes/core/studio/address';

const address = (access: Partial<Parameters<typeof studioAddress>[0]>) => {
	const secrets = { apiKey: 'sk-1234', region: 'ap-southeast-1', workspaceId: '', baseUrl: '' } as const;
	const found = studioAddress({ ...secrets, ...access });
	return found.ok ? found.value : found.fault;
};

describe("A region's shared address", () => {
	test.each([
		['ap-southeast-1', 'https://dashscope-intl.aliyuncs.com/api/v1'],
		['us-east-1', 'https://dashscope-us.aliyuncs.com/api/v1'],
		['cn-beijing', 'https://dashscope.aliyuncs.com/api/v1'],
		['cn-hongkong', 'https://cn-hongkong.dashscope.aliyuncs.com/api/v1'],
	] as Array<[Region, string]>)('of %s is %s', (region, apiBase) => {
		expect(address({ region })).toEqual({ region, apiBase });
	});

	test.each([
		['eu-central-1', 'Germany (Frankfurt)'],
		['ap-northeast-1', 'Japan (Tokyo)'],
	] as Array<[Region, string]>)('does not exist in %s, so a Workspace ID is asked for', (region, name) => {
		expect(address({ region })).toMatchObject({
			message: `${name} needs a Workspace ID, and the credential has none`,
		});
	});
});

describe('A workspace has an address of its own', () => {
	test.each([
		['ap-southeast-1', 'https://llm-abc123.ap-southeast-1.maas.aliyuncs.com/api/v1'],
		['us-east-1', 'https://llm-abc123.us-east-1.maas.aliyuncs.com/api/v1'],
		['cn-beijing', 'https://llm-abc123.cn-beijing.maas.aliyuncs.com/api/v1'],
		['cn-hongkong', 'https://llm-abc123.cn-hongkong.maas.aliyuncs.com/api/v1'],
		['eu-central-1', 'https://llm-abc123.eu-central-1.maas.aliyuncs.com/api/v1'],
		['ap-northeast-1', 'https://llm-abc123.ap-northeast-1.maas.aliyuncs.com/api/v1'],
	] as Array<[Region, string]>)('in %s: %s', (region, apiBase) => {
		expect(address({ region, workspaceId: 'llm-abc123' })).toEqual({ region, apiBase });
		expect(address({ region, workspaceId: ' llm-abc123\n' })).toEqual({ region, apiBase });
	});

	test.each(['llm-abc.evil.example', 'llm/abc', 'llm abc', 'a@b', 'https://llm-abc'])(
		'%s is no Workspace ID',
		(workspaceId) => {
			expect(address({ workspaceId })).toMatchObject({
				message: expect.stringMatching(/^The credential's Workspace ID /),
			});
		},
	);
});

describe('Base URL', () => {
	test.each([
		['https://gateway.example.com/api/v1', 'https://gateway.example.com/api/v1'],
		['https://gateway.example.com/api/v1/', 'https://gateway.example.com/api/v1'],
		['https://gateway.example.com/api/v1///', 'https://gateway.example.com/api/v1'],
		['  http://127.0.0.1:8080 ', 'http://127.0.0.1:8080'],
	])('%j goes before region and workspace, as %s', (baseUrl, apiBase) => {
		for (const region of ['ap-southeast-1', 'eu-central-1'] as const) {
			expect(address({ region, baseUrl })).toEqual({ region, apiBase });
			expect(address({ region, baseUrl, workspaceId: 'llm-abc123' })).toEqual({ region, apiBase });
		}
	});

	test('of blanks only means none', () => {
		expect(address({ baseUrl: '  ' })).toMatchObject({
			apiBase: 'https://dashscope-intl.aliyuncs.com/api/v1',
		});
	});

	const INTL = 'https://dashscope-intl.aliyuncs.com/api/v1';
	const WORKSPACE = 'https://llm-abc123.eu-central-1.maas.aliyuncs.com/api/v1';
	test.each([
		['https://dashscope-intl.aliyuncs.com', INTL],
		['https://dashscope-intl.aliyuncs.com/', INTL],
		['dashscope-intl.aliyuncs.com', INTL],
		['DashScope-intl.aliyuncs.com/api/v1', INTL],
		['https://dashscope-intl.aliyuncs.com/api/v1/', INTL],
		['https://dashscope-intl.aliyuncs.com/api', INTL],
		['https://dashscope-intl.aliyuncs.com/compatible-mode/v1', INTL],
		['https://dashscope-intl.aliyuncs.com/compatible-mode/v1/chat/completions', INTL],
		['https://dashscope-intl.aliyuncs.com/api/v1/services/aigc/video-generation/video-synthesis', INTL],
		['https://dashscope-intl.aliyuncs.com/api/v1/tasks/0385dc79', INTL],
		['"https://dashscope-intl.aliyuncs.com/api/v1"', INTL],
		['\u200bhttps://dashscope-intl.aliyuncs.com/api/v1\n', INTL],
		['https://dashscope-intl.aliyuncs.com/api/v1?a=b#c', INTL],
		['https://dashscope-intl.aliyuncs.com/apps/anthropic', INTL],
		['https://llm-abc123.eu-central-1.maas.aliyuncs.com', WORKSPACE],
		['https://llm-abc123.eu-central-1.maas.aliyuncs.com/compatible-mode/v1', WORKSPACE],
		['https://gw.example.com/dash/compatible-mode/v1', 'https://gw.example.com/dash/api/v1'],
		['https://gw.example.com/api/v1/models', 'https://gw.example.com/api/v1'],
		['https://gw.example.com/api/v1/services/aigc/x/y/', 'https://gw.example.com/api/v1'],
		['https://gw.example.com:8443/wan/v2', 'https://gw.example.com:8443/wan/v2'],
		['http://dashscope-intl.aliyuncs.com/api/v1', INTL],
		['http://dashscope-intl.aliyuncs.com:443', INTL],
		['https://me:secret@dashscope-intl.aliyuncs.com/api/v1', INTL],
		['https://dashscope-intl.aliyuncs.com，', INTL],
		['ｈｔｔｐｓ：／／dashscope-intl.aliyuncs.com', INTL],
		['http://gw.example.com:8080/wan/api/v1/', 'http://gw.example.com:8080/wan/api/v1'],
		['http://[::1]:8080/api/v1', 'http://[::1]:8080/api/v1'],
	])('%j is taken for what it is: %s', (baseUrl, apiBase) => {
		expect(address({ baseUrl })).toEqual({ region: 'ap-southeast-1', apiBase });
	});

	test('with a login is taken, and a hint says that the login is sent in place of the key', () => {
		const baseUrl = 'https://me:secret@gw.example.com/api/v1';
		const found = address({ baseUrl });
		expect(found).toMatchObject({
			apiBase: baseUrl,
			hint: expect.stringContaining('in place of the API Key'),
		});
		expect(JSON.stringify(found).replace(baseUrl, '')).not.toContain('secret');
	});

	test.each([
		['gateway.example.com', /starts with https:\/\/, such as/],
		['gateway.example.com/api/v1', /starts with https:\/\/, such as/],
		['gateway.example.com:8080/api/v1', /starts with https:\/\/, such as/],
		['ftp://gateway.example.com', /such as https/],
		['/api/v1', /such as https/],
		['https://', /such as https/],
		['Singapore', /such as https/],
		['https://bailian.console.aliyun.com/?tab=model', /Leave Base URL empty/],
		['https://modelstudio.console.alibabacloud.com', /Leave Base URL empty/],
		['https://www.alibabacloud.com/help/en/model-studio', /Leave Base URL empty/],
	])('%s is none, and is told with what to do', (baseUrl, says) => {
		expect(address({ baseUrl })).toMatchObject({
			message: expect.stringMatching(/^The credential's Base URL is /),
			description: expect.stringMatching(says),
		});
	});
});

describe('API Key', () => {
	test.each(['', '   '])('%j is missing', (apiKey) => {
		expect(address({ apiKey })).toMatchObject({
			message: "The credential's API Key is empty",
		});
	});

	test.each(['sk-sp-abc123', ' sk-sp-abc123'])(
		'%s is let through, with a hint where plan keys work',
		(apiKey) => {
			expect(address({ apiKey })).toMatchObject({
				apiBase: 'https://dashscope-intl.aliyuncs.com/api/v1',
				hint: expect.stringMatching(/Workspace ID token-plan/),
			});
			expect(address({ apiKey, region: 'cn-beijing', workspaceId: 'token-plan' })).toEqual({
				region: 'cn-beijing',
				apiBase: 'https://token-plan.cn-beijing.maas.aliyuncs.com/api/v1',
			});
		},
	);

	test('of a plan has the hint in other regions as well, whatever the Workspace ID', () => {
		expect(
			address({ apiKey: 'sk-sp-abc123', region: 'cn-hongkong', workspaceId: 'token-plan' }),
		).toMatchObject({ hint: expect.stringMatching(/Region China \(Beijing\)/) });
	});

	test('that starts otherwise is left to the service', () => {
		expect(address({ apiKey: 'key-of-a-gateway' })).toHaveProperty('apiBase');
	});
});

test.each(['mars-1', ''])('Region %j is not one of them, and the list says which are', (region) => {
	const problem = address({ region: region as Region });
	expect(problem).toMatchObject({
		message: expect.stringMatching(/^The credential's Region /),
		description: expect.stringContaining('Germany (Frankfurt)'),
	});
});
