import {
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
	type INodeParameters,
} from 'n8n-workflow';

import { ModelStudioApi } from '../../credentials/ModelStudioApi.credentials';
import { regions, type Region } from '../../nodes/core/catalogue';
import { studioAddress } from '../../nodes/core/studio/address';

interface Secrets {
	apiKey: string;
	region: Region;
	workspaceId: string;
	baseUrl: string;
}

const credential = new ModelStudioApi();

const SECRETS = { apiKey: 'sk-1234', region: 'ap-southeast-1', workspaceId: '', baseUrl: '' } as const;

/** The request of the credential's test, as n8n sends it. */
async function testOf(secrets: Partial<Secrets>): Promise<IHttpRequestOptions> {
	const request = credential.test.request as IHttpRequestOptions;
	return await credential.authenticate({ ...SECRETS, ...secrets }, request);
}

const refusalOf = async (secrets: Partial<Secrets>) =>
	await testOf(secrets).then(
		() => 'passed',
		(error: Error) => error.message,
	);

describe('The test of the credential goes where the node goes', () => {
	const cases = regions.flatMap(({ id: region }) =>
		['', 'llm-abc123', ' llm-abc123 '].flatMap((workspaceId) =>
			[
				'',
				'  ',
				'https://gateway.example.com/api/v1',
				'https://gateway.example.com/api/v1/',
				' http://127.0.0.1:8080// ',
			].map((baseUrl) => ({ region, workspaceId, baseUrl })),
		),
	);

	test.each(cases)('region $region, workspace "$workspaceId", base URL "$baseUrl"', async (secrets) => {
		const address = studioAddress({ apiKey: 'sk-1234', ...secrets });
		// Where the node has no address, the test must not go to another region's.
		if (address.ok) expect(await testOf(secrets)).toMatchObject({ baseURL: address.value.apiBase });
		else expect(await refusalOf(secrets)).toBe(`${address.fault.message}. ${address.fault.description}`);
	});

	test('and asks for one model, which is free', async () => {
		expect(await testOf({})).toMatchObject({ url: '/models', qs: { page_no: 1, page_size: 1 } });
		expect(credential.test.request.method ?? 'GET').toBe('GET');
	});

	test.each([
		[401, /Region/],
		[403, /access/],
		[404, /Base URL/],
	])('A refusal with %i says what to check', (status, says) => {
		const rule = credential.test.rules?.find(
			({ type, properties }) => type === 'responseCode' && properties.value === status,
		);
		expect(rule?.properties.message).toMatch(says);
	});
});

/** A key that is used nowhere, in the form of the service's. */
const KEY = `sk-${'0123456789abcdef'.repeat(2)}`;

describe('The key', () => {
	test.each([
		['as it is', KEY],
		['with blanks around it', `  ${KEY}\n`],
		['with Bearer', `Bearer ${KEY}`],
		['with bearer: in small letters', `bearer: ${KEY}`],
		['with the whole header', `Authorization: Bearer ${KEY}`],
		['in quotes', `"${KEY}"`],
		['in quotes of a word processor', `\u201c${KEY}\u201d`],
		['in backticks', `\`${KEY}\``],
		['with Bearer inside quotes', `"Bearer ${KEY}"`],
		['with a comma, as in JSON', `"${KEY}",`],
		['broken by a line break', `${KEY.slice(0, 20)}\r\n${KEY.slice(20)}`],
		['with a tab', `${KEY}\t`],
		['with a zero-width space', `${KEY.slice(0, 3)}\u200b${KEY.slice(3)}`],
		['with a byte order mark', `\ufeff${KEY}`],
		['with a no-break space', `\u00a0${KEY}\u00a0`],
		['with a soft hyphen', `${KEY.slice(0, 10)}\u00ad${KEY.slice(10)}`],
		['with a mark that turns the direction', `\u202a${KEY}\u202c`],
		['as a line of a shell', `export DASHSCOPE_API_KEY="${KEY}"`],
		['as a line of .env', `DASHSCOPE_API_KEY=${KEY}`],
		['as a line of PowerShell', `$env:DASHSCOPE_API_KEY = "${KEY}"`],
		['as a line of Python', `dashscope.api_key = '${KEY}'`],
		['as a line of Windows', `set DASHSCOPE_API_KEY=${KEY}`],
		['as JSON', `{ "apiKey": "${KEY}" }`],
		['as a line of JSON', `"api_key": "${KEY}",`],
		["as curl's option", `-H "Authorization: Bearer ${KEY}" \\`],
		['with its label', `API Key: ${KEY}`],
		['with words around it', `my key (${KEY}) of 2026.`],
		['with a remark', `${KEY} # Singapore`],
		['in angle brackets', `<${KEY}>`],
		['with the hyphen of a word processor', KEY.replace('-', '\u2011')],
		['with a dash', KEY.replace('-', '\u2013')],
		['in fullwidth letters', KEY.replace('sk-0', '\uff53\uff4b\uff0d\uff10')],
	])('is sent clean when it is pasted %s', async (_how, apiKey) => {
		expect((await testOf({ apiKey })).headers).toEqual({ Authorization: `Bearer ${KEY}` });
		expect(studioAddress({ ...SECRETS, apiKey }).ok).toBe(true);
	});

	test.each([
		['nothing', '', /is empty/],
		['blanks', ' \u200b\n', /is empty/],
		['only the word', 'Bearer ', /is empty/],
		['an address', 'https://dashscope-intl.aliyuncs.com/api/v1', /is an address/],
		['stars', 'sk-****************cdef', /is masked/],
		['dots', 'sk-0123…cdef', /is masked/],
		['three dots', 'sk-0123...cdef', /is masked/],
		['the documents\u2019 key', 'sk-xxxxxxxxxxxxxxxx', /is masked/],
		['a variable', '$DASHSCOPE_API_KEY', /is a placeholder/],
		['a name', 'DASHSCOPE_API_KEY', /is a placeholder/],
		['a hole in a form', '<your key>', /is a placeholder/],
		['YOUR_API_KEY', 'YOUR_API_KEY', /is a placeholder/],
		['an expression', '{{ $env.KEY }}', /is a placeholder/],
		['two keys', `${KEY}\n${KEY}`, /holds two keys/],
		['an AccessKey ID', 'LTAI5tAbCdEfGhIjKlMnOpQr', /is an AccessKey ID/],
		['a Workspace ID', 'llm-abc123', /is a Workspace ID/],
		['a key of OpenAI', 'sk-proj-0123456789', /is a key from another provider/],
		['a key of Anthropic', 'sk-ant-0123456789', /is a key from another provider/],
		['nothing, in words', 'undefined', /is a placeholder/],
		['only its beginning', 'sk-', /is a placeholder/],
		['JSON with a masked key', '{"apiKey": "sk-0123****cdef"}', /is masked/],
		['JSON with two keys', `["${KEY}", "${KEY.replace('0', '9')}"]`, /is a placeholder|two keys/],
		['a word in Chinese', '我的密钥', /characters that a key cannot have/],
	])(
		'that is %s is refused as what it is, and never called one of a wrong region',
		async (_what, apiKey, says) => {
			const told = await refusalOf({ apiKey });
			expect(told).toMatch(says);
			expect(told).toMatch(/^The credential's API Key .+\. .+\.$/);
			expect(told).not.toMatch(/wrong region|another region/);
			if (apiKey.trim().length > 9) expect(told).not.toContain(apiKey);
			const address = studioAddress({ ...SECRETS, apiKey });
			expect(address.ok ? '' : address.fault.message).toMatch(says);
		},
	);

	test('of a gateway may have any form', async () => {
		for (const apiKey of ['sk-or-0123456789', `gw:${KEY}`, 'LTAI5tAbCdEf', 'my_key', 'x', 'abc.def']) {
			const request = await testOf({ apiKey, baseUrl: 'https://gateway.example.com/v1' });
			expect(request.headers).toEqual({ Authorization: `Bearer ${apiKey}` });
		}
	});

	test('goes with any other request as well, and changes nothing else of it', async () => {
		const request = {
			method: 'POST' as const,
			url: 'https://example.com/x',
			headers: { A: 'b' },
			body: { a: 1 },
		};
		expect(await credential.authenticate({ ...SECRETS, apiKey: ` ${KEY}` }, request)).toEqual({
			...request,
			headers: { A: 'b', Authorization: `Bearer ${KEY}` },
		});
		expect(request.headers).toEqual({ A: 'b' });
	});

	test('of a plan is tested with a request that needs no list of models', async () => {
		const plan = { apiKey: 'sk-sp-abc123', region: 'cn-beijing' as const, workspaceId: 'token-plan' };
		expect(await testOf(plan)).toMatchObject({
			baseURL: 'https://token-plan.cn-beijing.maas.aliyuncs.com/api/v1',
			url: '/tasks/00000000-0000-4000-8000-000000000000',
			qs: {},
		});
	});

	test('is hidden in the editor and required', () => {
		const field = credential.properties.find(({ name }) => name === 'apiKey');
		expect(field).toMatchObject({ required: true, typeOptions: { password: true } });
	});
});

describe('Workspace ID', () => {
	/** As n8n's form shows the fields for what is entered. */
	const shownFor = (data: ICredentialDataDecryptedObject) =>
		credential.properties.filter(
			(field) =>
				field.name === 'workspaceId' &&
				NodeHelpers.displayParameter(data as INodeParameters, field, null, null),
		);

	test.each(
		regions.flatMap(({ id, sharedHost }) =>
			['', 'https://gateway.example.com/api/v1'].map(
				(baseUrl) => [id, baseUrl, !sharedHost && baseUrl === ''] as const,
			),
		),
	)('in %s with the base URL "%s" is shown once, and required: %j', (region, baseUrl, required) => {
		const [shown, ...more] = shownFor({ region, baseUrl, apiKey: KEY, workspaceId: '' });
		expect(more).toEqual([]);
		expect(shown?.required ?? false).toBe(required);
		// A credential that was stored without the field has none.
		if (!baseUrl) expect(shownFor({ region })).toEqual([shown]);
		if (!required) expect(shown?.description).toMatch(/^Optional\./);
		// What the form lets through, the node can use.
		expect(studioAddress({ apiKey: KEY, region, workspaceId: '', baseUrl }).ok).toBe(!required);
	});
});

test('the form says where keys are created, that one is for one region, and asks for Base URL last', () => {
	const { properties } = credential;
	const key = properties.find(({ name }) => name === 'apiKey');
	expect(key?.description).toMatch(/href="https:\/\/[^"]+get-api-key"/);
	expect(key?.hint).toMatch(/One key is for one region/);
	expect(properties.at(-1)?.name).toBe('baseUrl');
});
