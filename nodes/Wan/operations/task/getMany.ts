import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { getManyTasksOptions, simplifyField } from '../../fields/options';
import { limitField, lostTasksFields, returnAllField, taskFilters } from '../../fields/taskList';
import { findLostTasks } from '../../n8n/lostTasks';
import { listTasksOfItems } from '../../n8n/manyTasks';

const properties: INodeProperties[] = [
	...lostTasksFields,
	returnAllField,
	limitField,
	simplifyField,
	taskFilters,
	getManyTasksOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['task'], operation: ['getMany'] } },
	properties,
);

/** Lists tasks, or brings those that nobody has fetched. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const onlyLost = context.getNodeParameter('onlyLostTasks', 0, false) === true;
	return onlyLost ? await findLostTasks(context) : await listTasksOfItems(context);
}
