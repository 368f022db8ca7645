/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { runInNewContext } from 'node:vm';

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

/** What n8n makes of an expression: text with parts in double braces, which are JavaScript. */
function evaluate(expression: string, $credentials: Partial<Secrets>): string {
	expect(expression.startsWith('=')).toBe(true);
	return expression
		.slice(1)
		.replace(/\{\{(.*?)\}\}(?!\})/gs, (_part, code: string) =>
			String(runInNewContext(code, { $credentials })),
		);
}

const baseURL = (secrets: Secrets) => evaluate(String(credential.test.request.baseURL), secrets);

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

	test.each(cases)('region $region, workspace "$workspaceId", base URL "$baseUrl"', (secrets) => {
		const address = studioAddress({ apiKey: 'sk-1234', ...secrets });
		const tested = baseURL({ apiKey: 'sk-1234', ...secrets });
		// Where the node has no address, the test must not go to another region's.
		if (address.ok) expect(tested).toBe(address.value.apiBase);
		else expect(tested).not.toContain('aliyuncs.com');
	});

	test('and asks for one model, which is free', () => {
		expect(credential.test.request).toMatchObject({ url: '/models', qs: { page_no: 1, page_size: 1 } });
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

describe('The key', () => {
	const { headers } = credential.authenticate.properties;
	const header = (apiKey: string) => evaluate(String(headers?.Authorization), { apiKey });

	test('is sent as a bearer token', () => {
		expect(header('sk-1234')).toBe('Bearer sk-1234');
	});

	test('is sent without the blanks around it, as the check of the credential reads it', () => {
		expect(header(' sk-1234\n')).toBe('Bearer sk-1234');
	});

	test('is hidden in the editor and required', () => {
		const field = credential.properties.find(({ name }) => name === 'apiKey');
		expect(field).toMatchObject({ required: true, typeOptions: { password: true } });
	});
});

describe('Workspace ID', () => {
	test.each(regions.map(({ id, sharedHost }) => [id, !sharedHost] as const))(
		'in %s is shown once, and required: %j',
		(region, required) => {
			const shown = credential.properties.filter(({ name, displayOptions }) => {
				if (name !== 'workspaceId') return false;
				const { show, hide } = displayOptions ?? {};
				return (!show || show.region?.includes(region)) && !hide?.region?.includes(region);
			});
			expect(shown).toHaveLength(1);
			expect(shown[0]?.required ?? false).toBe(required);
		},
	);
});
