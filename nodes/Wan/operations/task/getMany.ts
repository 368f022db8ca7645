import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { readBoolean } from '../../../core/base/coerce';
import { problemToFault } from '../../../shared/nodeErrors';
import { getManyTasksOptions } from '../../fields/options';
import { limitField, lostTasksFields, returnAllField, taskFilters } from '../../fields/taskFilters';
import { asFailed, findLostTasks } from './lostTasks';
import { listTasksOfItems } from './listTasks';

const properties: INodeProperties[] = [
	returnAllField,
	limitField,
	...lostTasksFields,
	taskFilters,
	getManyTasksOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['task'], operation: ['getMany'] } },
	properties,
);

/** Lists tasks, or brings those that nobody has fetched. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const onlyLost = readBoolean(context.getNodeParameter('onlyLostTasks', 0, false));
	if (onlyLost.kind === 'unreadable') {
		const description = 'Turn it on or off, or let its expression give true or false.';
		const fault = problemToFault({ message: 'Only Lost Tasks is neither on nor off', description });
		return asFailed(context, fault);
	}
	return onlyLost.kind === 'value' && onlyLost.value
		? await findLostTasks(context)
		: await listTasksOfItems(context);
}
