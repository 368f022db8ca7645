import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { NodeOperation } from '../run/nodeOperation';
import { upload } from './file/upload';
import { cancel } from './task/cancel';
import { get } from './task/get';
import { getMany } from './task/getMany';
import { wait } from './task/wait';
import { animate } from './video/animate';
import { continueVideo } from './video/continue';
import { edit } from './video/edit';
import { generateFromImage } from './video/generateFromImage';
import { generateFromReferences } from './video/generateFromReferences';
import { generateFromSpeech } from './video/generateFromSpeech';
import { generateFromText } from './video/generateFromText';
import { join } from './video/join';

/** Every operation by resource and name; a new one is a file beside these and a line here and in `resources.ts`. */
const operations: Record<string, Record<string, NodeOperation>> = {
	video: {
		generateFromImage,
		generateFromText,
		generateFromReferences,
		continue: continueVideo,
		edit,
		animate,
		generateFromSpeech,
		join,
	},
	task: { cancel, get, getMany, wait },
	file: { upload },
};

/** The fields of all operations, each shown for its own. */
export const operationFields: INodeProperties[] = Object.entries(operations).flatMap(([resource, byName]) =>
	Object.entries(byName).flatMap(([operation, { description }]) =>
		description.map((property) => ({
			...property,
			displayOptions: {
				...property.displayOptions,
				// They go first: after a source by expression n8n checks no further condition (displayParameter).
				show: { resource: [resource], operation: [operation], ...property.displayOptions?.show },
			},
		})),
	),
);

/** Finds the operation that the node is set to. Both fields take no expressions, so one choice holds for all items. */
export function findOperation(context: IExecuteFunctions): NodeOperation | undefined {
	const resource = context.getNodeParameter('resource', 0, 'video') as string;
	const operation = context.getNodeParameter('operation', 0, '') as string;
	return operations[resource]?.[operation];
}
