import type { IExecuteFunctions } from 'n8n-workflow';

export function readModel(context: IExecuteFunctions, itemIndex: number): unknown {
	return context.getNodeParameter('model', itemIndex, '', { extractValue: true });
}
