import type { INode, INodeParameters } from 'n8n-workflow';

import type { Studio } from '../world';
import { chain, node, wan } from '../workflow';
import type { WorkflowFile } from '../rest';
import type { Editor } from './editor';

/** What is to be seen, as n8n's users see it. */
export type Scene = (editor: Editor, studio: Studio) => Promise<void>;

/** Where a node's panel shows what came out, in a window of the usual size. */
export const outputPanel = { x: 930, y: 64, width: 485, height: 820 };

/** A trigger and the Wan node. */
export function oneWan(studio: Studio, parameters: INodeParameters, more: Partial<INode> = {}): WorkflowFile {
	return chain('My workflow', [node('Start', 'manualTrigger'), wan('Wan', studio, parameters, more)]);
}

export function model(id: string, name = id): INodeParameters {
	return { model: { __rl: true, mode: 'list', value: id, cachedResultName: name } };
}
