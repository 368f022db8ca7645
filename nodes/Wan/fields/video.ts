import type { INodeProperties } from 'n8n-workflow';

import { presets, type Making, type WanModel } from '../../core/catalogue';
import { modelField } from './model';
import { modelFields } from './modelFields';
import { modelOptions } from './modelOptions';
import { simplifyField, videoOptions } from './options';
import { unlessLacking } from './visibility';

const waitForVideo: INodeProperties = {
	displayName: 'Wait for Video',
	name: 'waitForVideo',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait until the video is ready (1-5 minutes) and output it. If off, the node outputs the task at once; fetch the video later with Task: Wait or Task: Get.',
};

/** All fields of an operation that makes a video. @param inputs what it starts from */
export function videoOperation(
	making: Making,
	models: readonly WanModel[],
	{ inputs, prompt }: { inputs: INodeProperties[]; prompt?: string },
): INodeProperties[] {
	const promptField: INodeProperties = {
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. A cat runs across the grass, the camera follows',
		description: prompt,
		displayOptions: unlessLacking(models, (model) => model.prompt !== undefined),
	};
	const properties = [
		modelField(models, presets[making]),
		...inputs,
		...(prompt ? [promptField] : []),
		...modelFields(models),
		waitForVideo,
		simplifyField,
		videoOptions(modelOptions(models)),
	];
	// The operation goes first: after a source by expression n8n looks at no further condition (displayParameter).
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { resource: ['video'], operation: [making], ...property.displayOptions?.show },
		},
	}));
}
