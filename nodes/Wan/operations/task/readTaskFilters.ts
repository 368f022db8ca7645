import { type IExecuteFunctions, tryToParseDateTime } from 'n8n-workflow';

import { systemClock } from '../../../core/base/clock';
import {
	isBlank,
	readBoolean,
	readChoice,
	readNumber,
	readText,
	trimBlanks,
} from '../../../core/base/coerce';
import { ok, type Result } from '../../../core/base/result';
import { findModel, nameInRegion, type Region } from '../../../core/catalogue';
import { formatValue } from '../../../core/request/values';
import { MAX_CLOCK_SKEW_MS } from '../../../core/studio/serviceClock';
import type { TaskListFilters } from '../../../core/studio/taskList';
import { refuse } from '../../../shared/nodeErrors';
import { taskStatuses } from '../../fields/taskFilters';

/** How many tasks are wanted: all of them, or the Limit. */
export function readLimit(context: IExecuteFunctions, itemIndex: number): Result<number> {
	const returnAll = readSwitch(context, itemIndex, 'returnAll', 'Return All');
	if (!returnAll.ok) return returnAll;
	if (returnAll.value) return ok(Number.POSITIVE_INFINITY);
	const written = context.getNodeParameter('limit', itemIndex, 50) as unknown;
	const limit = readNumber(written);
	if (limit.kind === 'empty') return ok(50);
	if (limit.kind === 'value' && Number.isInteger(limit.value) && limit.value >= 1) return ok(limit.value);
	return refuse(`Limit is ${formatValue(written)}`, 'Enter a whole number from 1 on, or turn on Return All.');
}

/** Whether only lost tasks are wanted; one choice for all items. */
export function readOnlyLost(context: IExecuteFunctions): Result<boolean> {
	return readSwitch(context, 0, 'onlyLostTasks', 'Only Lost Tasks');
}

function readSwitch(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	field: string,
): Result<boolean> {
	const value = context.getNodeParameter(name, itemIndex, false) as unknown;
	const read = readBoolean(value);
	if (read.kind === 'value') return ok(read.value);
	const found = read.kind === 'empty' ? 'empty' : formatValue(value);
	return refuse(`${field} is ${found}`, 'Turn it on or off, or let its expression give true or false.');
}

/** The filters of an item; models are known to the list by the region's own name. */
export function readFilters(
	context: IExecuteFunctions,
	itemIndex: number,
	region: Region,
): Result<TaskListFilters> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as Record<string, unknown>;
	const model = readText(filters.model);
	if (model.kind === 'unreadable') {
		return refuse(`Model is ${formatValue(filters.model)}`, 'Enter the ID of a model.');
	}
	const status = readChoice(filters.status, taskStatuses);
	if (status.kind === 'unreadable') {
		const description = `Choose one of ${taskStatuses.join(', ')}.`;
		return refuse(`Status is ${formatValue(filters.status)}`, description);
	}
	const from = readTime(context, 'Submitted After', filters.submittedAfter);
	if (!from.ok) return from;
	const to = readTime(context, 'Submitted Before', filters.submittedBefore);
	if (!to.ok) return to;
	return ok({
		...(model.kind === 'value' && { model: modelForList(model.value, region) }),
		...(status.kind === 'value' && { status: status.value }),
		...(from.value !== undefined && { from: from.value, to: systemClock.now() + MAX_CLOCK_SKEW_MS }),
		...(to.value !== undefined && { to: to.value }),
	});
}

/** Of all items: a list by expression, or IDs with commas, blanks or line breaks between them. */
export function readKnownIds(context: IExecuteFunctions): Result<Set<string>> {
	const known = new Set<string>();
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		const value = context.getNodeParameter('knownTaskIds', itemIndex, '') as unknown;
		for (const entry of Array.isArray(value) ? (value as unknown[]) : [value]) {
			const text = readText(entry);
			if (text.kind === 'unreadable') {
				const description = 'Enter task IDs, with commas between them or as a list of texts.';
				return refuse(`Known Task IDs has ${formatValue(entry)}`, description);
			}
			if (text.kind === 'value') text.value.split(/[\s,;]+/).forEach((taskId) => known.add(taskId));
		}
	}
	return ok(known);
}

function modelForList(written: string, region: Region): string {
	const name = trimBlanks(written);
	const model = findModel(name);
	return model ? nameInRegion(model, region) : name;
}

/** Milliseconds since the epoch. A time without a zone is in the workflow's. */
function readTime(context: IExecuteFunctions, field: string, value: unknown): Result<number | undefined> {
	if (isBlank(value)) return ok(undefined);
	try {
		return ok(tryToParseDateTime(value, context.getTimezone()).toMillis());
	} catch {
		return refuse(`${field} is ${formatValue(value)}`, 'Enter a date and time such as 2026-11-22T09:30:00.');
	}
}
