import { CONTRACTS } from './contract';
import type { ModelContract } from './contract/types';
import { readCount } from './list';
import type { Service } from './service';

interface ListedModel {
	model: string;
	name: string;
	description: string;
	provider: string;
	capabilities: string[];
	inference_metadata: { request_modality: string[]; response_modality: string[] };
}

/** What else is sold, so that the filters have something to leave out, and a model that nobody knows yet. */
const OTHERS: ListedModel[] = [
	listed('qwen-plus', 'Qwen-Plus', 'qwen', ['TG'], ['Text'], ['Text']),
	listed('qwen-image-plus', 'Qwen-Image-Plus', 'qwen', ['IG'], ['Text'], ['Image']),
	listed('wan2.6-t2i', 'Wan2.6-T2I', 'wan', ['IG'], ['Text'], ['Image']),
	listed('wan9.0-video', 'Wan9.0-Video', 'new', ['VG'], ['Text', 'Image'], ['Video']),
];

/** GET /models: the models of this region, a page at a time. */
export function listModels(service: Service, query: URLSearchParams): object {
	const pageNo = readCount(query, 'page_no', 1, Number.MAX_SAFE_INTEGER);
	const pageSize = readCount(query, 'page_size', 10, 100);
	const providers = readSet(query, 'providers');
	const capabilities = readSet(query, 'capabilities');
	const wanted = query.get('model');
	const found = offered(service).filter(
		(model) =>
			(!wanted || model.model === wanted) &&
			(!providers || providers.has(model.provider)) &&
			(!capabilities || model.capabilities.some((one) => capabilities.has(one))),
	);
	const models = found.slice((pageNo - 1) * pageSize, pageNo * pageSize);
	return { success: true, output: { total: found.length, page_no: pageNo, page_size: pageSize, models } };
}

/** GET /compatible-mode/v1/models, in the form of OpenAI's API. */
export function listCompatibleModels(service: Service): object {
	const data = offered(service).map(({ model, provider }) => ({
		id: model,
		object: 'model',
		created: 1762300800,
		owned_by: provider,
	}));
	return { object: 'list', data };
}

function offered(service: Service): ListedModel[] {
	const ours = [...CONTRACTS.values()].filter((contract) => contract.regions.includes(service.region));
	return [...ours.map(describe), ...OTHERS];
}

function describe(contract: ModelContract): ListedModel {
	const takes = JSON.stringify(contract.input);
	const forms = { Text: '"text"', Image: '"image"', Audio: '"audio"', Video: '"video"' };
	const request = Object.entries(forms).filter(([, sign]) => takes.includes(sign));
	const capability = contract.usage === 'detect' ? ['VU'] : ['VG'];
	return listed(
		contract.model,
		contract.title,
		contract.model.startsWith('happyhorse') ? 'happyhorse' : 'wan',
		capability,
		request.map(([name]) => name),
		['Video'],
	);
}

function listed(
	model: string,
	name: string,
	provider: string,
	capabilities: string[],
	requestModality: string[],
	responseModality: string[],
): ListedModel {
	return {
		model,
		name,
		description: name,
		provider,
		capabilities,
		inference_metadata: { request_modality: requestModality, response_modality: responseModality },
	};
}

function readSet(query: URLSearchParams, name: string): Set<string> | undefined {
	const values = query.getAll(name).flatMap((value) => value.split(','));
	return values.length > 0 ? new Set(values) : undefined;
}
