import { type IExecuteFunctions, tryToParseDateTime } from 'n8n-workflow';

import { systemClock } from '../../../core/base/clock';
import { type Reading, readText } from '../../../core/base/coerce';
import { asObject } from '../../../core/base/json';
import { omitUndefined } from '../../../core/base/omitUndefined';
import { ok, type Result } from '../../../core/base/result';
import { findModel, nameInRegion, type Region } from '../../../core/catalogue';
import { formatValue } from '../../../core/request/values';
import { MAX_CLOCK_SKEW_MS } from '../../../core/studio/times';
import type { TaskListFilters } from '../../../core/studio/taskList';
import { refuse } from '../../../shared/nodeErrors';
import { SettingsReader, withoutBlanks } from '../../../shared/settingsReader';
import { taskStatuses } from '../../fields/taskFilters';

const DEFAULT_LIMIT = 50;

/** Which tasks are wanted, and how many. */
interface ListQuery {
	limit: number;
	filters: TaskListFilters;
}

/** Whether only lost tasks are wanted; one choice for all items. */
export function readOnlyLost(context: IExecuteFunctions): Result<boolean> {
	const reader = new SettingsReader({ onlyLost: context.getNodeParameter('onlyLostTasks', 0, false) });
	return reader.result(reader.boolean('onlyLost', 'Only Lost Tasks', false));
}

/** What an item wants of the list. */
export function readListQuery(
	context: IExecuteFunctions,
	itemIndex: number,
	region: Region,
): Result<ListQuery> {
	const field = (name: string, fallback: unknown) =>
		context.getNodeParameter(name, itemIndex, fallback) as unknown;
	const reader = new SettingsReader({
		// First: by expression they may be a whole item, with names of its own.
		...withoutBlanks({ ...asObject(field('filters', {})), limit: field('limit', DEFAULT_LIMIT) }),
		returnAll: field('returnAll', false),
	});
	const time = (name: string, label: string) => {
		const read = (value: unknown) => readTime(value, context.getTimezone());
		return reader.read(name, label, read, 'Enter a date and time such as 2026-11-22T09:30:00.');
	};
	const from = time('submittedAfter', 'Submitted After');
	const now = from === undefined ? undefined : systemClock.now() + MAX_CLOCK_SKEW_MS;
	const whole = { min: 1, whole: true, hint: 'Enter a whole number from 1 on, or turn on Return All.' };
	return reader.result({
		limit: reader.boolean('returnAll', 'Return All', false)
			? Infinity
			: (reader.number('limit', 'Limit', whole) ?? DEFAULT_LIMIT),
		filters: omitUndefined({
			model: nameInList(reader.text('model', 'Model'), region),
			status: reader.choice('status', 'Status', taskStatuses),
			from,
			to: time('submittedBefore', 'Submitted Before') ?? now,
		}),
	});
}

/** Of all items: a list by expression, or IDs with commas, blanks or line breaks between them. */
export function readKnownIds(context: IExecuteFunctions): Result<Set<string>> {
	const known = new Set<string>();
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		for (const entry of [context.getNodeParameter('knownTaskIds', itemIndex, '') as unknown].flat()) {
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

/** A model is known to the list by the region's own name. */
function nameInList(name: string, region: Region): string | undefined {
	const model = findModel(name);
	return model ? nameInRegion(model, region) : name || undefined;
}

/** Milliseconds since the epoch. @param timezone of a time that names none */
function readTime(value: unknown, timezone: string): Reading<number> {
	try {
		return { kind: 'value', value: tryToParseDateTime(value, timezone).toMillis() };
	} catch {
		return { kind: 'unreadable' };
	}
}
