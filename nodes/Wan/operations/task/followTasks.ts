import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { readConnection } from '../../../shared/connection';
import { type Following, planTask } from '../../run/planTask';
import { runPlans } from '../../run/run';

/** What Task: Wait and Task: Get do with the tasks of all items. */
export async function followTasks(
	context: IExecuteFunctions,
	following: Following,
): Promise<INodeExecutionData[]> {
	const connection = await readConnection(context);
	const plans = context
		.getInputData()
		.map((_item, itemIndex) => planTask(context, itemIndex, connection, following));
	return await runPlans(context, plans, connection);
}
