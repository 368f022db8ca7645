import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { readFields } from '../../../shared/nodeErrors';
import { getManyTasksOptions } from '../../fields/options';
import { limitField, lostTasksFields, returnAllField, taskFilters } from '../../fields/taskFilters';
import { failedOutput, findLostTasks } from './lostTasks';
import { listTasksOfItems } from './listTasks';
import { readOnlyLost } from './readTaskFilters';

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
	const onlyLost = readFields(() => readOnlyLost(context));
	if (!onlyLost.ok) return failedOutput(context, onlyLost.fault);
	return onlyLost.value ? await findLostTasks(context) : await listTasksOfItems(context);
}
