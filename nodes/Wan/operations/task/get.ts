import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { getTaskOptions } from '../../../shared/outputFields';
import { taskIdField } from '../../fields/task';
import { followTasks } from './followTasks';

const properties: INodeProperties[] = [taskIdField, getTaskOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['task'], operation: ['get'] } },
	properties,
);

/** Queries each task once. Whatever its status is, failed and unknown included, the item has it as data. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await followTasks(context, {
		query: 'once',
		downloadByDefault: false,
	});
}
