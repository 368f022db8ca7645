import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { getTaskOptions } from '../../../shared/outputFields';
import { taskIdField } from '../../fields/task';
import type { NodeOperation } from '../../run/nodeOperation';
import { followTasks } from './followTasks';

const description: INodeProperties[] = [taskIdField, getTaskOptions];

/** Queries each task once. Whatever its status is, failed and unknown included, the item has it as data. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return [await followTasks(context, { query: 'once', downloadByDefault: false })];
}

export const get: NodeOperation = { description, execute };
