/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';

import { agent, requestingAgent } from './agent';

/*
 * The few of n8n's own nodes that the example workflows use, by their names. n8n-nodes-base would bring several hundred
 * packages for them. Each does what the real node does with the same parameters, and no more.
 */

type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

function node(name: string, properties: INodeProperties[], execute: Execute, outputs = 1): INodeType {
	return {
		description: {
			displayName: name,
			name,
			group: ['transform'],
			version: [1, 1.1, 2, 3, 3.4],
			description: '',
			defaults: { name },
			inputs: [NodeConnectionTypes.Main],
			outputs: Array.from({ length: outputs }, () => NodeConnectionTypes.Main),
			properties,
		},
		execute,
	};
}

const parameter = (
	name: string,
	value: INodeProperties['default'] = '',
	type: INodeProperties['type'] = 'string',
): INodeProperties => ({
	displayName: name,
	name,
	type,
	default: value,
	...(type === 'collection' && { options: [] }),
});

const passThrough: Execute = async function () {
	return [this.getInputData()];
};

/** Read/Write Files from Disk, for single files. */
const readWriteFile: Execute = async function () {
	const items = this.getInputData();
	const output = items.map(async (item, index): Promise<INodeExecutionData> => {
		const operation = this.getNodeParameter('operation', index, 'read');
		if (operation === 'write') {
			const file = path.resolve(String(this.getNodeParameter('fileName', index)));
			const field = String(this.getNodeParameter('dataPropertyName', index, 'data'));
			await mkdir(path.dirname(file), { recursive: true });
			await writeFile(file, await this.helpers.getBinaryDataBuffer(index, field));
			return { ...item, json: { ...item.json, fileName: file }, pairedItem: { item: index } };
		}
		const file = path.resolve(String(this.getNodeParameter('fileSelector', index)));
		const data = await this.helpers.prepareBinaryData(await readFile(file), path.basename(file));
		return { json: { fileName: file }, binary: { data }, pairedItem: { item: index } };
	});
	return [await Promise.all(output)];
};

/** Passes an item on in its first run and nothing in later ones: the smallest loop. */
const onceMore: Execute = async function () {
	const { $runIndex } = this.getWorkflowDataProxy(0);
	return [$runIndex === 0 ? [{ json: {}, pairedItem: { item: 0 } }] : []];
};

export const coreNodes: Record<string, INodeType> = {
	'test.agent': agent,
	'test.requestingAgent': requestingAgent,
	'test.start': node('start', [], passThrough),
	'test.onceMore': node('onceMore', [], onceMore),
	'n8n-nodes-base.manualTrigger': node('manualTrigger', [], passThrough),
	'n8n-nodes-base.noOp': node('noOp', [], passThrough),
	'n8n-nodes-base.readWriteFile': node(
		'readWriteFile',
		[
			parameter('operation', 'read'),
			parameter('fileSelector'),
			parameter('fileName'),
			parameter('dataPropertyName', 'data'),
			parameter('options', {}, 'collection'),
		],
		readWriteFile,
	),
};
