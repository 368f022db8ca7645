/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { assertSuccess } from '../deliveries';
import type { Proof } from '../report';
import { itemsOf } from '../rest';
import { chain, node } from '../workflow';
import type { World } from '../world';

const type = 'modelStudioApi';

export const credentialTest: Array<Proof<World>> = [
	{
		promise: "n8n's test of the credential accepts the right key, for free",
		async prove(world) {
			return await world.withStudio({}, async ({ standIn, data }) => {
				const { status, message } = await world.rest.testCredential(type, data);
				assert.equal(status, 'OK', message);
				assert.deepEqual(new Set(standIn.books.map(({ kind }) => kind)), new Set(['models']));
				return message;
			});
		},
	},
	{
		promise: 'It refuses a wrong key and a key of another region, and says to look at the region first',
		async prove(world) {
			return await world.withStudio({}, async ({ data }) => {
				const elsewhere = { region: 'cn-beijing', apiKey: 'sk-made-in-beijing' } as const;
				return await world.withStudio(elsewhere, async (beijing) => {
					const own = await world.rest.testCredential(type, beijing.data);
					assert.equal(own.status, 'OK', own.message);
					for (const apiKey of ['sk-wrong', elsewhere.apiKey]) {
						const { status, message } = await world.rest.testCredential(type, { ...data, apiKey });
						assert.equal(status, 'Error');
						assert.match(message, /does not recognize this API key.*Check the credential's Region/);
						assert.doesNotMatch(message, new RegExp(apiKey));
					}
					return undefined;
				});
			});
		},
	},
	{
		promise: 'It says so when there is no Model Studio at the address',
		async prove(world) {
			return await world.withStudio({}, async ({ data }) => {
				// Another web server of this machine: it answers 404.
				const baseUrl = `${world.n8n.url}/rest/nothing`;
				const { status, message } = await world.rest.testCredential(type, { ...data, baseUrl });
				assert.equal(status, 'Error');
				assert.match(message, /There is no Model Studio at this address/);
				return undefined;
			});
		},
	},
	{
		promise: 'It takes a key as it was copied, and says of what is none what it is, without asking anybody',
		async prove(world) {
			return await world.withStudio({}, async ({ standIn, data }) => {
				const key = standIn.apiKey;
				for (const apiKey of [` Bearer ${key}\n`, `DASHSCOPE_API_KEY="${key}"`]) {
					const { status, message } = await world.rest.testCredential(type, { ...data, apiKey });
					assert.equal(status, 'OK', message);
				}
				const asked = standIn.books.length;
				const wrong: Array<[object, RegExp]> = [
					[{ apiKey: 'sk-****1234' }, /API Key is masked/],
					[{ apiKey: `${key}${key}` }, /API Key holds two keys/],
					[{ workspaceId: 'my workspace', baseUrl: '' }, /Workspace ID .*characters/],
				];
				for (const [entered, words] of wrong) {
					const { status, message } = await world.rest.testCredential(type, { ...data, ...entered });
					assert.equal(status, 'Error');
					assert.match(message, words);
					assert.doesNotMatch(message, new RegExp(key));
				}
				assert.equal(standIn.books.length, asked);
				return undefined;
			});
		},
	},
	{
		promise: "n8n's HTTP Request node calls Model Studio with the credential",
		async prove(world) {
			return await world.withStudio({}, async ({ standIn, credential, data }) => {
				const apiKey = `Bearer ${standIn.apiKey}`;
				await world.rest.changeCredential({ ...credential, type, data: { ...data, apiKey } });
				const parameters = {
					url: `${standIn.baseUrl}/models`,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: type,
				};
				const nodes = [
					node('Start', 'manualTrigger'),
					node('Ask', 'httpRequest', parameters, {
						typeVersion: 4.2,
						credentials: { [type]: credential },
					}),
				];
				const execution = await world.rest.runWorkflow(
					await world.rest.importWorkflow(chain('HTTP Request', nodes)),
				);
				assertSuccess(execution);
				assert.equal(itemsOf(execution, 'Ask').length, 1);
				return undefined;
			});
		},
	},
];
