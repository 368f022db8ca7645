import { nameInRegion, type Region } from '../../../nodes/core/catalogue';
import { buildRequest } from '../../../nodes/core/request/body';
import { validateVideo } from '../../../nodes/core/request/validate';
import type { VideoValues } from '../../../nodes/core/request/values';
import { serviceNames, wishes } from '../../harness/family';
import { startStandIn, type StandIn } from '../../standIn';
import { CONTRACTS } from '../../standIn/contract';

const standIns = new Map<Region, StandIn>();
afterAll(async () => {
	for (const standIn of standIns.values()) await standIn.close();
});

async function serviceIn(region: Region): Promise<StandIn> {
	const known = standIns.get(region);
	if (known) return known;
	const standIn = await startStandIn({ region, strictRates: false });
	standIns.set(region, standIn);
	return standIn;
}

/** Builds the request and sends it to the service of the region, as it is. */
async function send(values: VideoValues, region: Region) {
	const { video, problems, hints } = validateVideo(values, region);
	expect(problems).toEqual([]);
	if (!video) throw new Error('Refused');
	const request = buildRequest(video);
	const standIn = await serviceIn(region);
	const response = await fetch(standIn.baseUrl + request.path, {
		method: 'POST',
		headers: {
			Authorization: `Bearer ${standIn.apiKey}`,
			'Content-Type': 'application/json',
			'X-DashScope-Async': 'enable',
			...request.headers,
		},
		body: JSON.stringify(request.body),
	});
	return { request, hints, status: response.status, response: await response.text() };
}

test('The service and the catalogue know the same models', () => {
	const made = [...CONTRACTS.keys()].filter((name) => name !== 'wan2.2-s2v-detect');
	expect([...new Set(serviceNames)].sort()).toEqual(made.sort());
});

describe.each(wishes)('$name', ({ model, smallest, fullest }) => {
	test.each(model.regions.map((region) => [region]))(
		'the smallest legal request is taken in %s',
		async (region) => {
			const { status, response, hints, request } = await send(smallest, region);
			expect([status, response]).toEqual([200, expect.stringContaining('task_id')]);
			expect(hints).toEqual([]);
			expect(request.body.model).toBe(nameInRegion(model, region));
		},
	);

	test.each(fullest.map((values, index) => [index, values] as const))(
		'full request %i is taken',
		async (_index, values) => {
			const region = model.regions[0] ?? 'cn-beijing';
			const { status, response } = await send(values, region);
			expect([status, response]).toEqual([200, expect.stringContaining('task_id')]);
		},
	);

	test('the path is that of the service', () => {
		const contract = CONTRACTS.get(nameInRegion(model, model.regions[0] ?? 'cn-beijing'));
		expect(contract?.path).toBe(`${model.endpoint}/video-synthesis`);
	});
});
