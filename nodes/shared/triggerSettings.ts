import { readChoice, type Reading, trimBlanks } from '../core/base/coerce';
import { asObject } from '../core/base/json';
import type { Result } from '../core/base/result';
import { findModel } from '../core/catalogue';
import { joinOr } from '../core/request/values';
import type { TaskFilters } from '../core/tasks/endedTasks';
import { readFields } from './nodeErrors';
import { type OutputSettings, readOutput } from './outputSettings';
import { SettingsReader, withoutBlanks } from './settingsReader';

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

const STATUSES = ['SUCCEEDED', 'FAILED', 'CANCELED'];

/** What a trigger is to do, or what of it cannot be read. */
export function readTrigger(trigger: TriggerContext): Result<TriggerSettings> {
	return readFields(() => {
		const events = trigger.getNodeParameter('events', ['SUCCEEDED']);
		const reader = new SettingsReader({
			// With no event chosen nothing would ever start the workflow.
			events: Array.isArray(events) && events.length === 0 ? '' : events,
			...withoutBlanks({
				models: trigger.getNodeParameter('models', []),
				simple: trigger.getNodeParameter('simple', true),
			}),
			...withoutBlanks({ ...asObject(trigger.getNodeParameter('options', {})) }),
		});
		const statuses = reader.list(
			'events',
			'Trigger On',
			(entry) => readChoice(entry, STATUSES),
			`Choose ${joinOr(STATUSES)}.`,
		);
		const models = reader.list('models', 'Models', readModelId, 'Choose models that are in the list.');
		const again = reader.choice('whenSwitchedOnAgain', 'When Switched On Again', ['catchUp', 'leaveOut']);
		return reader.result({
			filters: { statuses, models },
			output: readOutput(reader, false),
			leaveOutWhileOff: again === 'leaveOut',
		});
	});
}

/** Catalogue IDs, whatever the region's own name. */
function readModelId(value: unknown): Reading<string> {
	const model = findModel(trimBlanks(String(value)));
	return model ? { kind: 'value', value: model.id } : { kind: 'unreadable' };
}
