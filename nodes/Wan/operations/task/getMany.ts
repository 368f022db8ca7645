import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { getManyTasksOptions } from '../../fields/options';
import { simplifyField } from '../../../shared/outputFields';
import { limitField, lostTasksFields, returnAllField, taskFilters } from '../../fields/taskList';
import { findLostTasks } from './lostTasks';
import { listTasksOfItems } from './listTasks';

const properties: INodeProperties[] = [
	returnAllField,
	limitField,
	...lostTasksFields,
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
