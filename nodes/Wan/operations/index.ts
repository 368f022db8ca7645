import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import * as uploadFile from './file/upload';
import * as cancelTask from './task/cancel';
import * as getTask from './task/get';
import * as getManyTasks from './task/getMany';
import * as waitForTask from './task/wait';
import * as animate from './video/animate';
import * as continueVideo from './video/continue';
import * as edit from './video/edit';
import * as generateFromImage from './video/generateFromImage';
import * as generateFromReferences from './video/generateFromReferences';
import * as generateFromSpeech from './video/generateFromSpeech';
import * as generateFromText from './video/generateFromText';
import * as join from './video/join';

interface Operation {
	description: INodeProperties[];
	execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]>;
}

/** Every operation by resource and name; a new one is a file beside these and a line here and in `resources.ts`. */
const operations: Record<string, Record<string, Operation>> = {
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
	task: { cancel: cancelTask, get: getTask, getMany: getManyTasks, wait: waitForTask },
	file: { upload: uploadFile },
};

export const operationFields: INodeProperties[] = Object.values(operations).flatMap((resource) =>
	Object.values(resource).flatMap(({ description }) => description),
);

/** Finds the operation that the node is set to. Both fields take no expressions, so one choice holds for all items. */
export function findOperation(context: IExecuteFunctions): Operation | undefined {
	const resource = context.getNodeParameter('resource', 0, 'video') as string;
	const operation = context.getNodeParameter('operation', 0, '') as string;
	return operations[resource]?.[operation];
}
