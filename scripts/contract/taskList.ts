import { asObject } from '../../nodes/core/base/json';
import { toListTime } from '../../nodes/core/studio/times';
import { CouldNotAsk, inWords, type Asker, type Reply } from './asker';
import { judged, settled, type Check, type Finding } from './check';

const PAGE_SIZES = [10, 50, 100, 500];
const HOUR = 3_600_000;
/** Far below the eight hours between the two readings. */
const AROUND = 10 * 60_000;
/** Anything above is milliseconds: as seconds it would be the year 33658. */
const IS_MILLISECONDS = 1e12;

export const taskList: readonly Check[] = [
	{
		number: '2',
		question: 'In which shape does GET /tasks/ answer?',
		documents:
			'200 with total, total_page, data[]; a row has task_id, status (not task_status), epoch ms times',
		ask: askForShape,
	},
	{
		number: '2b',
		question: 'How large may page_size be?',
		documents: 'Default 10; the maximum is not stated',
		ask: askForPageSizes,
	},
	{
		number: '2c',
		question: 'Are start_time and end_time read as UTC or UTC+8?',
		documents: 'Not stated (all other times are UTC+8)',
		ask: askForTimeZone,
	},
	{
		number: '2d',
		question: 'Do pages of the list go on where the one before ended?',
		documents: 'page_no from 1; newest first is not stated',
		ask: askForPaging,
	},
];

async function askForShape(asker: Asker): Promise<Finding> {
	const reply = await asker.get('/tasks/');
	const rows = readRows(reply);
	if (!rows) return judged(false, inWords(reply));
	const { total, total_page: pages } = reply.body;
	const isPage = typeof total === 'number' && typeof pages === 'number';
	const page = `${reply.status}, total ${String(total)}, total_page ${String(pages)}`;
	if (rows.length === 0) return judged(isPage, `${page}; no task in the last 24 hours, so no row to look at`);
	const odd = rows.filter((row) => {
		const isNamed = typeof row.task_id === 'string' && typeof row.status === 'string';
		return !isNamed || !(Number(row.gmt_create) > IS_MILLISECONDS);
	});
	const oddFields = odd.length > 0 ? `; first one: ${Object.keys(odd[0] ?? {}).join(', ')}` : '';
	const told = `${page}; ${rows.length - odd.length} of ${rows.length} rows as documented${oddFields}`;
	return judged(isPage && odd.length === 0, told);
}

async function askForPageSizes(asker: Asker): Promise<Finding> {
	const responses: string[] = [];
	for (const size of PAGE_SIZES) {
		const reply = await asker.get(`/tasks/?page_size=${size}`);
		const given = Number(reply.body.page_size);
		const isCut = given > 0 && given !== size;
		if (reply.status === 200) responses.push(`${size} ${isCut ? `cut to ${given}` : 'taken'}`);
		else responses.push(`${size} refused (${inWords(reply)})`);
	}
	return settled(responses.join(', '));
}

async function askForPaging(asker: Asker): Promise<Finding> {
	const first = await asker.get('/tasks/?page_no=1&page_size=1');
	const second = await asker.get('/tasks/?page_no=2&page_size=1');
	const [[one], [two]] = [readRows(first) ?? [], readRows(second) ?? []];
	if (!one || !two) throw new CouldNotAsk('fewer than two tasks in the last 24 hours');
	const [a, b] = [Number(one.gmt_create), Number(two.gmt_create)];
	const order = a > b ? 'newest first' : a < b ? 'oldest first' : 'of the same moment';
	const pages = `total ${String(first.body.total)}, total_page ${String(first.body.total_page)}`;
	return judged(
		one.task_id !== two.task_id,
		`${pages}; page 2 has ${one.task_id === two.task_id ? 'the same task' : 'another task'}, ${order}`,
	);
}

/** Looks for a known task in a window around its time, written once in each reading. */
async function askForTimeZone(asker: Asker): Promise<Finding> {
	const rows = readRows(await asker.get('/tasks/')) ?? [];
	const created = rows.map((row) => Number(row.gmt_create)).find((time) => time > IS_MILLISECONDS);
	if (created === undefined)
		throw new CouldNotAsk('no tasks to tell: make one video and ask again within a day');
	const readings = { 'UTC+8': 0, UTC: -8 * HOUR };
	const found: string[] = [];
	for (const [name, shift] of Object.entries(readings)) {
		if (await isListed(asker, created, shift)) found.push(name);
	}
	if (found.length === 1) return settled(`read as ${found.join()}`);
	throw new CouldNotAsk(`the task of ${new Date(created).toISOString()} was in ${found.length} of 2 windows`);
}

async function isListed(asker: Asker, created: number, shift: number): Promise<boolean> {
	const window = new URLSearchParams({
		start_time: toListTime(created + shift - AROUND),
		end_time: toListTime(created + shift + AROUND),
	});
	const rows = readRows(await asker.get(`/tasks/?${window.toString()}`)) ?? [];
	return rows.some((row) => Math.abs(Number(row.gmt_create) - created) <= AROUND);
}

function readRows({ status, body }: Reply): Array<Record<string, unknown>> | undefined {
	if (status !== 200 || !Array.isArray(body.data)) return undefined;
	return body.data.map((row) => asObject(row) ?? {});
}
