import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { waitTaskOptions } from '../../fields/options';
import { taskIdField } from '../../fields/task';
import { SUSPEND, whileWaitingFields } from '../../fields/whileWaiting';
import { isAgentTool } from '../../run/agentTool';
import { warn } from '../../run/hints';
import type { NodeOperation } from '../../run/nodeOperation';
import { followTasks } from './followTasks';
import { waitSuspended } from './suspend/round';
import { whyNotSuspend } from './suspend/suspend';

const description: INodeProperties[] = [taskIdField, ...whileWaitingFields, waitTaskOptions];

/** Waits for the tasks of all items together and brings their videos. */
async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const suspends = context.getNodeParameter('whileWaiting', 0, 'keepRunning') === SUSPEND;
	const obstacle = suspends ? whyNotSuspend(context) : undefined;
	if (suspends && !obstacle) return await waitSuspended(context);
	if (obstacle) warn(context, `The node kept running until the tasks had ended. ${obstacle}`);
	const items = await followTasks(context, { query: 'until done', downloadByDefault: true });
	// As a tool the node has a single output, whatever its settings.
	return suspends && !isAgentTool(context) ? [[], items] : [items];
}

export const wait: NodeOperation = { description, execute };
