import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { triggerFields } from './pollTriggerFields';
import { pollForTasks } from './poll';

export class WanTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wan Trigger',
		name: 'wanTrigger',
		icon: { light: 'file:wanTrigger.svg', dark: 'file:wanTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ "Task " + $parameter["events"].join(", ").toLowerCase() }}',
		// The nodes panel shows it for the trigger and the node together, as it does with every pair of one name.
		description: 'Make and edit videos with the Wan models, or start when a video is ready',
		defaults: { name: 'Wan Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		polling: true,
		credentials: [{ name: 'modelStudioApi', required: true }],
		properties: triggerFields,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollForTasks(this);
	}
}
