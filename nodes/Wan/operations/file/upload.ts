import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { models, presets } from '../../../core/catalogue';
import { modelField } from '../../fields/model';
import { uploadFiles } from '../../n8n/uploadFiles';

const properties: INodeProperties[] = [
	{
		...modelField(models, presets.generateFromImage),
		description:
			'The link works for this model only. A model that is not in the list can be given by its ID.',
	},
	{
		displayName: 'Input Binary Field',
		name: 'inputBinaryField',
		type: 'string',
		typeOptions: { binaryDataProperty: true },
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input binary field containing the file to upload',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['file'], operation: ['upload'] } },
	properties,
);

/** Puts each item's file into Model Studio's temporary storage and outputs its link. Free. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await uploadFiles(context);
}
