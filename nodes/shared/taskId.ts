import type { IExecuteFunctions } from 'n8n-workflow';

import { isBlank, isWordForNothing, trimBlanks } from '../core/base/coerce';
import { asObject } from '../core/base/json';
import { ok, type Result } from '../core/base/result';
import { formatValue, joinOr } from '../core/request/values';
import { readFields, refuse } from './nodeErrors';

/** The task ID of an item, or what is wrong with it. */
export function readTaskId(context: IExecuteFunctions, itemIndex: number): Result<string> {
	return readFields(() => taskIdOf('Task ID', context.getNodeParameter('taskId', itemIndex, '') as unknown));
}

/**
 * The task that a value means: an ID, also in quotes or at the end of a task's address; or what this node has output
 * for it, such as a failed item's `details`, or its `candidates` where there is one only.
 */
export function taskIdOf(field: string, value: unknown): Result<string> {
	if (isBlank(value)) {
		const description =
			'Enter the ID of a task, e.g. the expression {{ $json.taskId }} after a Generate operation.';
		return refuse(`${field} is empty`, description);
	}
	if (Array.isArray(value)) {
		const [only, ...more] = value as unknown[];
		if (more.length === 0) return taskIdOf(field, only);
		const ids = value.flatMap((entry) => asObject(entry)?.taskId ?? entry).map(formatValue);
		const description = `Enter one of them: ${joinOr(ids.slice(0, 5))}.`;
		return refuse(`${field} is a list of ${ids.length}`, description);
	}
	const { taskId, details, candidates } = asObject(value) ?? {};
	const named = [taskId, details, candidates].find((each) => !isBlank(each));
	if (named !== undefined) return taskIdOf(field, named);
	const text = typeof value === 'string' ? value : Number.isSafeInteger(value) ? String(value) : '';
	const id = trimBlanks(trimBlanks(text).replace(QUOTES, '')).replace(TASK_ADDRESS, '$1');
	if (isTaskId(id) && !isWordForNothing(id) && !SWITCHES.test(id)) return ok(id);
	return refuse(
		`${field} is ${formatValue(value)}`,
		'A task ID looks like 0385dc79-5ff8-4d82-bcb6-0123456789ab.',
	);
}

const SWITCHES = /^(true|false)$/i;
const QUOTES = /^["'`\u2018\u201c]+|["'`\u2019\u201d]+$/g;
const TASK_ADDRESS = /^(?:https?:\/)?\/.*\/?tasks\/([\w-]+)\/?(?:[?#].*)?$/;

/** Whether a text has the form of a task ID; nothing else goes into an address of the service. */
export function isTaskId(text: string): boolean {
	return /^[\w-]{4,128}$/.test(text);
}
