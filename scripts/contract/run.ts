/* eslint-disable @n8n/community-nodes/require-node-api-error */
import { regionName, type Region } from '../../nodes/core/catalogue';
import { systemClock, type Clock } from '../../nodes/core/base/clock';
import { studioAddress } from '../../nodes/core/studio/address';
import { type Transport } from '../../nodes/core/studio/transport';
import { redact } from '../../nodes/core/base/redact';
import { undiciTransport } from '../undiciTransport';
import { Asker, CouldNotAsk } from './asker';
import type { Check, Finding } from './check';
import { cheapestVideo, recordLife, type Life } from './paid';
import { LifeRedactor } from './redactLife';
import { modelList } from './modelList';
import { limitHeaders, taskAndStorage } from './reads';
import { refusals } from './refusals';
import { drawTable, type Row } from './table';
import { taskList } from './taskList';

export type { Row } from './table';

export interface ContractOptions {
	apiKey: string;
	region: Region;
	workspaceId?: string;
	/** Overrides region and workspace. */
	baseUrl?: string;
	print(line: string): void;
	/** How to reach the service with a key. Default: undici. */
	transportFor?(apiKey: string): Transport;
	clock?: Clock;
	/** One video for money. `agree` is asked with what it costs; `image` is a data URL. */
	paid?: { image: string; agree(costs: string): Promise<boolean> };
}

export interface ContractResult {
	rows: Row[];
	/** Where the questions were asked, without the workspace. */
	host?: string;
	/** One video with its whole life, where `paid` was wanted and agreed to; nothing in it is secret. */
	life?: Life;
	/** 0: nothing differs. 1: something does. 2: the service could not be reached, or refused the key. */
	exitCode: 0 | 1 | 2;
}

/** The first needs nothing but a good key, so that a bad one shows at once; the last looks back at all answers. */
const checks: readonly Check[] = [...modelList, ...taskList, ...taskAndStorage, ...refusals, limitHeaders];

/** Looks like a key, and is nobody's. */
const WRONG_KEY = `sk-${'0'.repeat(32)}`;

/** Asks all questions, prints the table, and says with its exit code how it went. Without `paid` no task is created. */
export async function runContractCheck(options: ContractOptions): Promise<ContractResult> {
	const { region, workspaceId = '', baseUrl = '', clock = systemClock } = options;
	const { transportFor = (key: string) => undiciTransport(key) } = options;
	const apiKey = options.apiKey.trim();
	const clean = (text: string) => redact(apiKey ? text.replaceAll(apiKey, '…') : text);
	const print = (text: string) => options.print(clean(text));

	const connection = studioAddress({ apiKey, region, workspaceId, baseUrl });
	if (!connection.ok) {
		print(`${connection.fault.message}. ${connection.fault.description}`);
		return { rows: [], exitCode: 2 };
	}
	const address = connection.value;
	const { host } = new URL(address.apiBase);
	print(
		`Asking ${host} (${regionName(region)}) with reads and with create calls that must be refused; ${options.paid ? 'before them one video is made, after a yes' : 'no task is made'}.`,
	);

	const redactor = new LifeRedactor([apiKey, workspaceId]);
	const life = await makeOne(options, address.apiBase, redactor, clock);
	const asker = new Asker(address.apiBase, region, transportFor(apiKey), transportFor(WRONG_KEY), clock);
	const rows: Row[] = [];
	let failure: CouldNotAsk['because'] = 'other';
	let over = false;
	for (const check of checks) {
		const asked: Asked = over ? notAsked : await askOne(check, asker);
		if (asked.because !== 'other') failure = asked.because;
		// Without a first answer, or without a good key, the rest would only fail in the same way.
		over ||= asked.because === 'key refused' || (asked.because === 'not reached' && asker.seen.length === 0);
		const { number, question, documents } = check;
		rows.push({ number, question, documents, answered: clean(asked.answered), verdict: asked.verdict });
	}

	print(`\n${drawTable(rows)}\n`);
	if (asker.accepted.length > 0) print(acceptedNote(asker.accepted));
	print(summary(rows, failure));
	const differs = rows.some(({ verdict }) => verdict === 'differs');
	return {
		rows,
		host: redactor.text(host),
		life,
		exitCode: failure === 'key refused' ? 2 : differs ? 1 : failure === 'not reached' ? 2 : 0,
	};
}

/** Before the questions, since some of them need a task to look at. */
async function makeOne(
	{ apiKey, region, paid, print, transportFor = (key: string) => undiciTransport(key) }: ContractOptions,
	apiBase: string,
	redactor: LifeRedactor,
	clock: Clock,
): Promise<Life | undefined> {
	if (!paid) return undefined;
	const cheapest = cheapestVideo(region, paid.image);
	if (!cheapest) {
		print(`The price list has no video for ${regionName(region)}, so none is made.`);
		return undefined;
	}
	const { video, cost } = cheapest;
	const costs = `one real video of ${cost.seconds} s with ${video.model.id} in ${regionName(region)}, about ${cost.currency} ${cost.amount} by the price list of ${cost.priceListDate}`;
	if (!(await paid.agree(costs))) return undefined;
	const life = await recordLife(cheapest, apiBase, transportFor(apiKey.trim()), clock);
	return redactor.read(life) as Life;
}

type Asked = Finding & { because: CouldNotAsk['because'] };

const notAsked: Asked = { verdict: 'could not ask', answered: 'not asked', because: 'other' };

async function askOne(check: Check, asker: Asker): Promise<Asked> {
	try {
		return { ...(await check.ask(asker)), because: 'other' };
	} catch (error) {
		if (!(error instanceof CouldNotAsk)) throw error;
		return { verdict: 'could not ask', answered: error.message, because: error.because };
	}
}

function summary(rows: readonly Row[], failure: CouldNotAsk['because']): string {
	const count = (verdict: Row['verdict']) => rows.filter((row) => row.verdict === verdict).length;
	const reasons = {
		'key refused':
			" The key was refused: check it and its region; keys work in their own region's host only.",
		'not reached': ' The service could not be reached, or not always: check the network and the address.',
		other: '',
	};
	return (
		`${rows.length} questions: ${count('as documented')} as documented, ${count('differs')} differ, ` +
		`${count('open question answered')} open questions answered, ${count('could not ask')} could not be asked.` +
		reasons[failure]
	);
}

/** Should never be seen; if it is, the user has to know. */
function acceptedNote(taskIds: readonly string[]): string {
	return (
		`The service took a create call with an empty input: task ${taskIds.join(', ')}. It was asked to call the task ` +
		'off, and no further create call was made. Nothing can be made of an empty input, and failed tasks are not ' +
		'charged; look at the task in the Model Studio console all the same.'
	);
}
