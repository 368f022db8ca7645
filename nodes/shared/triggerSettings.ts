import { isBlank, readBoolean, readChoice, readText, trimBlanks } from '../core/base/coerce';
import { ok, type Result } from '../core/base/result';
import { findModel } from '../core/catalogue';
import { formatValue } from '../core/request/values';
import type { TaskFilters } from '../core/tasks/endedTasks';
import { readFields, refuse } from './nodeErrors';
import { outputSettings, type OutputSettings } from './outputSettings';

/** Where a trigger's parameters are read from. */
interface TriggerContext {
	getNodeParameter(name: string, fallback: unknown): unknown;
}

export interface TriggerSettings {
	/** What starts the workflow. */
	filters: TaskFilters;
	output: OutputSettings;
	/** Whether tasks that ended while the workflow was switched off are left out. */
	leaveOutWhileOff: boolean;
}

const STATUSES = ['SUCCEEDED', 'FAILED', 'CANCELED'] as const;
const WHEN_ON_AGAIN = ['catchUp', 'leaveOut'] as const;

/** What a trigger is to do, or what of it cannot be read. */
export function readTrigger(trigger: TriggerContext): Result<TriggerSettings> {
	return readFields(() => {
		const options = (trigger.getNodeParameter('options', {}) ?? {}) as Record<string, unknown>;
		const written = options.simple ?? trigger.getNodeParameter('simple', true);
		const simple = readSwitch('Simplify', written, true);
		if (!simple.ok) return simple;
		const download = readSwitch('Download Video', options.downloadVideo, false);
		if (!download.ok) return download;
		const again = readChoice(options.whenSwitchedOnAgain, WHEN_ON_AGAIN);
		if (again.kind === 'unreadable') {
			return refused('When Switched On Again', options.whenSwitchedOnAgain, WHEN_ON_AGAIN.join(' or '));
		}
		const statuses = readStatuses(trigger.getNodeParameter('events', ['SUCCEEDED']));
		if (!statuses.ok) return statuses;
		const models = readModels(trigger.getNodeParameter('models', []));
		if (!models.ok) return models;
		return ok({
			filters: { statuses: statuses.value, models: models.value },
			output: outputSettings(simple.value, options, download.value),
			leaveOutWhileOff: again.kind === 'value' && again.value === 'leaveOut',
		});
	});
}

function readStatuses(value: unknown): Result<string[]> {
	const statuses: string[] = [];
	for (const entry of entriesOf(value)) {
		const status = readChoice(entry, STATUSES);
		if (status.kind !== 'value') return refused('Trigger On', entry, STATUSES.join(', '));
		statuses.push(status.value);
	}
	if (statuses.length > 0) return ok(statuses);
	const description = `Choose at least one of ${STATUSES.join(', ')}.`;
	return refuse('Trigger On is empty, so nothing would start the workflow', description);
}

/** Catalogue IDs, whatever the region's own name. */
function readModels(value: unknown): Result<string[]> {
	const models: string[] = [];
	for (const entry of entriesOf(value)) {
		const name = readText(entry);
		const text = name.kind === 'value' ? trimBlanks(name.value) : '';
		const model = findModel(text);
		if (!model) return refused('Models', entry, 'models in the list of this field, by their IDs');
		models.push(model.id);
	}
	return ok(models);
}

/** A list, or a text with commas, as an expression may give it. */
function entriesOf(value: unknown): unknown[] {
	if (isBlank(value)) return [];
	if (Array.isArray(value)) return value as unknown[];
	return typeof value === 'string' ? value.split(',') : [value];
}

function readSwitch(field: string, value: unknown, byDefault: boolean): Result<boolean> {
	const read = readBoolean(value);
	if (read.kind === 'unreadable') return refused(field, value, 'true or false');
	return ok(read.kind === 'value' ? read.value : byDefault);
}

function refused(field: string, value: unknown, choices: string): Result<never> {
	return refuse(`${field} has ${formatValue(value)}`, `Choose ${choices}.`);
}
