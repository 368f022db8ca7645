import type { ICredentialTestRequest } from 'n8n-workflow';

import { ModelStudioApi } from '../../credentials/ModelStudioApi.credentials';
import { fillIn } from '../harness/credentials';
import { credentialFor } from '../harness/wan';
import { startStandIn, type StandIn } from '../standIn';

/*
 * The credential's test request, sent as n8n's credential tester sends it: its expressions filled in, the credential's
 * own `authenticate` applied, and the rules asked for the words when it fails.
 */
let standIn: StandIn;

beforeEach(async () => {
	standIn = await startStandIn();
});
afterEach(async () => await standIn.close());

async function test(data: Record<string, string>): Promise<{ status: number; words?: string }> {
	const { test: check, authenticate } = new ModelStudioApi();
	const credential = credentialFor(standIn, data);
	const fill = (text: unknown) => fillIn(String(text), credential as never);
	const { baseURL, url, qs } = check.request as ICredentialTestRequest['request'] & {
		qs: Record<string, string>;
	};
	const response = await fetch(`${fill(baseURL)}${url}?${new URLSearchParams(qs).toString()}`, {
		headers: { Authorization: fill(authenticate.properties.headers?.Authorization) },
	});
	const rule = check.rules?.find(
		(each) => each.type === 'responseCode' && each.properties.value === response.status,
	);
	return { status: response.status, words: rule?.properties.message as string | undefined };
}

it('passes with the right key, also with blanks around it, and costs nothing', async () => {
	expect(await test({})).toEqual({ status: 200, words: undefined });
	expect(await test({ apiKey: ` ${standIn.apiKey} ` })).toEqual({ status: 200, words: undefined });
	expect(standIn.books.map(({ kind }) => kind)).toEqual(['models', 'models']);
});

it('says for a wrong key that it may be one of another region', async () => {
	const { status, words } = await test({ apiKey: 'sk-wrong' });
	expect(status).toBe(401);
	expect(words).toMatch(/key of another region gets this same answer.*Plan keys \(sk-sp-…\) do not work/);
});
