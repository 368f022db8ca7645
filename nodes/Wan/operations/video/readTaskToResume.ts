import type { IExecuteFunctions } from 'n8n-workflow';

import { isBlank, trimBlanks } from '../../../core/base/coerce';
import { asObject } from '../../../core/base/json';
import { ok, type Result } from '../../../core/base/result';
import { refuse } from '../../../shared/nodeErrors';
import { taskIdOf } from '../../../shared/taskId';
import { readOptions } from '../../run/settings';

const FIELD = 'Task ID to Resume';
/** What the user writes to have a video made all the same. */
const NEW = 'new';

/**
 * The task that an item is to take up; nothing where a new video is wanted. An expression that comes to nothing is not
 * taken for that: behind the error branch of a lost create call it would pay for a second video.
 */
export function readTaskToResume(context: IExecuteFunctions, itemIndex: number): Result<string | undefined> {
	const options = readOptions(context, itemIndex);
	const written = asObject(context.getNode().parameters.options)?.taskIdToResume;
	const value = options.taskIdToResume;
	if (value === undefined && written === undefined) return ok(undefined);
	if (typeof value === 'string' && trimBlanks(value).toLowerCase() === NEW) return ok(undefined);
	if (!isBlank(value)) return taskIdOf(FIELD, value);
	if (isFailedItem(context.getInputData()[itemIndex]?.json)) {
		return refuse(
			`The item has failed before, and ${FIELD} is empty`,
			'Nothing was submitted, because a paid task may exist. After a lost create call, {{ $json.details.candidates }} resumes the only possible task. Enter new for a new video, e.g. {{ $json.details.taskId || "new" }}.',
		);
	}
	// The option was added and left as it begins.
	if (value === '' && (written === '' || written === undefined)) return ok(undefined);
	return refuse(
		`${FIELD} is empty`,
		'Nothing was submitted. Enter the ID of a task, or new for a new video, e.g. {{ $json.taskId || "new" }}, or remove the option.',
	);
}

/** Whether an item has the shape that this node gives to what failed, maybe with its input beside it. */
function isFailedItem(json: unknown): boolean {
	const { error, message, details } = asObject(json) ?? {};
	const { stage, kind } = asObject(details) ?? {};
	return (
		Boolean(error) && typeof message === 'string' && typeof stage === 'string' && typeof kind === 'string'
	);
}
