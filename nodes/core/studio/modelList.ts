import { err, ok, type Result } from '../base/result';
import type { StudioClient } from './client';
import { asObject, asText } from '../base/json';

/** A model that the key may use in its region. */
interface ListedModel {
	id: string;
	name: string;
}

const PAGE_SIZE = 100;
/** Model Studio lists some hundreds of models; ten times as many would be a list that does not end. */
const MAX_PAGES = 50;

/**
 * Lists the video models of the key's region ("List models", `GET /models`, paged). Whether a row is one for video
 * stands in its capabilities (`VG`) or in what it answers with.
 * @param deadline milliseconds since the epoch
 */
export async function listVideoModels(
	client: StudioClient,
	deadline: number,
): Promise<Result<ListedModel[]>> {
	const found = new Map<string, ListedModel>();
	let seen = 0;
	for (let page = 1; page <= MAX_PAGES; page++) {
		const path = `/models?page_no=${page}&page_size=${PAGE_SIZE}`;
		const read = await client.read('list', path, deadline, readPage);
		if (!read.ok) return err(read.fault);
		const { rows, total } = read.value;
		for (const row of rows) {
			const id = asText(row.model);
			if (!id || !makesVideo(row)) continue;
			found.set(id, { id, name: asText(row.name) ?? id });
		}
		seen += rows.length;
		if (rows.length === 0 || seen >= total) break;
	}
	return ok([...found.values()]);
}

type Row = Record<string, unknown>;

function readPage(body: Record<string, unknown>): { rows: Row[]; total: number } | undefined {
	const output = asObject(body.output);
	if (!output || !Array.isArray(output.models)) return undefined;
	const rows = output.models.map(asObject).filter((row) => row !== undefined);
	return { rows, total: Number(output.total) || 0 };
}

/** The casing of modality names varies between regions. */
function makesVideo({ capabilities, inference_metadata: metadata }: Row): boolean {
	if (Array.isArray(capabilities) && capabilities.includes('VG')) return true;
	const responses = asObject(metadata)?.response_modality;
	return Array.isArray(responses) && responses.some((one) => String(one).toLowerCase() === 'video');
}
