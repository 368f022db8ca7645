import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { readFields } from '../../../shared/nodeErrors';
import { getManyTasksOptions } from '../../fields/options';
import { limitField, lostTasksFields, returnAllField, taskFilters } from '../../fields/taskFilters';
import type { NodeOperation } from '../../run/nodeOperation';
import { failedOutput, findLostTasks } from './lostTasks';
import { listTasksOfItems } from './listTasks';
import { readOnlyLost } from './readTaskFilters';

const description: INodeProperties[] = [
	returnAllField,
	limitField,
	...lostTasksFields,
	taskFilters,
	getManyTasksOptions,
];

/** Lists tasks, or brings those that nobody has fetched. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const onlyLost = readFields(() => readOnlyLost(context));
	if (!onlyLost.ok) return failedOutput(context, onlyLost.fault);
	return onlyLost.value ? await findLostTasks(context) : await listTasksOfItems(context);
}

export const getMany: NodeOperation = { description, execute };
