import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { simplifyField, waitTaskOptions } from '../../fields/options';
import { taskIdField } from '../../fields/task';
import { followTasks } from '../../n8n/followTasks';

const properties: INodeProperties[] = [taskIdField, simplifyField, waitTaskOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['task'], operation: ['wait'] } },
	properties,
);

/** Waits for the tasks of all items together and brings their videos. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await followTasks(context, {
		until: (download) => (download ? 'delivered' : 'ended'),
		downloadByDefault: true,
	});
}
