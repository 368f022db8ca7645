/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import type { Proof } from '../report';
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
						assert.match(message, /does not know this key in this region/);
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
];
