import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { ModelStudioApi } from '../../credentials/ModelStudioApi.credentials';
import { standIn, startAnotherService, useService } from '../harness/suite';
import { credentialFor } from '../harness/wan';

/*
 * The credential's test request, sent as n8n's credential tester sends it: the credential's own `authenticate` applied,
 * and the rules asked for the words when it fails.
 */

useService({});

async function test(data: Record<string, string>): Promise<{ status: number; words?: string }> {
	const credential = new ModelStudioApi();
	const request = credential.test.request as IHttpRequestOptions;
	const sent = await credential.authenticate(
		credentialFor(standIn, data) as ICredentialDataDecryptedObject,
		request,
	);
	const query = new URLSearchParams(sent.qs as Record<string, string>).toString();
	const response = await fetch(`${sent.baseURL}${sent.url}?${query}`, {
		headers: sent.headers as Record<string, string>,
	});
	const rule = credential.test.rules?.find(
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
	expect(words).toMatch(
		/works only in the region it was created in\. Check the credential's Region.*Token Plan key \(sk-sp-…\) works only/,
	);
});

it('works with the address as people paste it, or says by name that it is none', async () => {
	for (const ending of [
		'',
		'/',
		'/models',
		'/tasks/0385dc79',
		'/services/aigc/video-generation/video-synthesis/',
	]) {
		expect(await test({ baseUrl: `${standIn.baseUrl}${ending}` })).toEqual({ status: 200, words: undefined });
	}
	const compatible = standIn.baseUrl.replace(/\/api\/v1$/, '/compatible-mode/v1');
	expect(await test({ baseUrl: compatible })).toEqual({ status: 200, words: undefined });
	const host = new URL(standIn.baseUrl).origin;
	expect((await test({ baseUrl: host })).words).toMatch(/Check Base URL, which usually ends in \/api\/v1/);
	await expect(test({ baseUrl: host.replace('http://', '') })).rejects.toThrow(/Base URL is not an http/);
});

it('cleans the key, and refuses what is none before anything is asked', async () => {
	for (const apiKey of [`Bearer ${standIn.apiKey}`, `"${standIn.apiKey}"`, `${standIn.apiKey}\r\n`]) {
		expect(await test({ apiKey })).toEqual({ status: 200, words: undefined });
	}
	const asked = standIn.books.length;
	await expect(test({ apiKey: 'sk-****1234' })).rejects.toThrow(/API Key is masked/);
	expect(standIn.books).toHaveLength(asked);
});

it('does not fail a plan key because its host lists no models', async () => {
	const plans = await startAnotherService({ apiKey: ['sk', 'sp', '0123456789'].join('-') });
	const data = { apiKey: plans.apiKey, baseUrl: plans.baseUrl };
	expect(await test(data)).toEqual({ status: 200, words: undefined });
	expect(plans.books.map(({ kind }) => kind)).not.toContain('models');
	expect(await test({ ...data, apiKey: 'sk-sp-of-another' })).toMatchObject({ status: 401 });
});
