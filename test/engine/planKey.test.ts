import { makings, parametersFor } from '../harness/makings';
import { engine, standIn, startService, useEngine } from '../harness/suite';
import { credentialFor, runWan } from '../harness/wan';

/* Whoever has a key of a plan is told before each video what such a key can do, in a dry run and in the run itself. */

useEngine();

const PLAN_KEY = ['sk', 'sp', '0123456789'].join('-');

describe.each(makings)('Video: $operation', ({ operation, model, region }) => {
	it.each([
		['a plan key in a dry run', PLAN_KEY, { dryRun: true }, 1],
		['a plan key', PLAN_KEY, {}, 1],
		['another key in a dry run', 'sk-0123456789', { dryRun: true }, 0],
	])('%s', async (_name, apiKey, options, count) => {
		await startService({ taskSeconds: 30, region, apiKey });
		const parameters = parametersFor(operation, model, { options });
		const credential = credentialFor(standIn, { region });
		const { hints, error } = await runWan(engine, standIn, parameters, { credential });
		expect(error).toBeUndefined();
		expect(
			hints.filter((hint) => /belongs to a plan\. A Token Plan key \(sk-sp-…\)/.test(hint)),
		).toHaveLength(count);
	});
});

it('at its own host nothing is to be told', async () => {
	await startService({ apiKey: PLAN_KEY });
	const baseUrl = 'https://token-plan.cn-beijing.maas.aliyuncs.com/api/v1';
	const credential = credentialFor(standIn, { region: 'cn-beijing', baseUrl });
	const parameters = parametersFor('generateFromText', 'wan2.7-t2v', { options: { dryRun: true } });
	const { hints } = await runWan(engine, standIn, parameters, { credential });
	expect(hints).toEqual([]);
});
