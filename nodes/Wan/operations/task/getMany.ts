import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { readFields } from '../../../shared/nodeErrors';
import { getManyTasksOptions } from '../../fields/options';
import { limitField, lostTasksFields, returnAllField, taskFilters } from '../../fields/taskFilters';
import { failItem } from '../../run/failItem';
import type { NodeOperation } from '../../run/nodeOperation';
import { findLostTasks } from './lostTasks';
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
	if (onlyLost.ok && !onlyLost.value) return await listTasksOfItems(context);
	const lost = onlyLost.ok ? await findLostTasks(context) : onlyLost;
	return [lost.ok ? lost.value : [failItem(context, { itemIndex: 0, fault: lost.fault })]];
}

export const getMany: NodeOperation = { description, execute };
