import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { simplifyField } from '../shared/outputFields';
import { editorHints } from './fields/editorHints';
import { outputs } from './fields/whileWaiting';
import { searchModels } from './listSearch/searchModels';
import { findOperation, operationFields } from './operations';
import { subtitles, resourceFields } from './operations/resources';

export class Wan implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Wan',
		name: 'wan',
		icon: { light: 'file:wan.svg', dark: 'file:wan.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ (${JSON.stringify(subtitles)})[$parameter["operation"]] }}`,
		description: 'Make and edit videos with the Wan models of Alibaba Cloud Model Studio',
		defaults: { name: 'Wan' },
		inputs: [NodeConnectionTypes.Main],
		outputs,
		usableAsTool: true,
		hints: editorHints,
		// Join asks the service for nothing.
		credentials: [
			{ name: 'modelStudioApi', required: true, displayOptions: { hide: { operation: ['join'] } } },
		],
		properties: [...resourceFields, ...operationFields, simplifyField],
	};

	methods = { listSearch: { searchModels } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = findOperation(this);
		if (!operation) throw new NodeOperationError(this.getNode(), 'Choose a Resource and an Operation');
		return await operation.execute(this);
	}
}
