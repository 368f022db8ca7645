import type { INodeProperties } from 'n8n-workflow';

import { defaultModels, type Operation, type WanModel } from '../../core/catalogue';
import { modelField } from './model';
import { modelFields } from './modelFields';
import { modelOptions } from './modelOptions';
import { videoOptions } from './options';
import { simplifyField } from '../../shared/outputFields';
import { unlessLacking } from './visibility';

const waitForVideo: INodeProperties = {
	displayName: 'Wait for Video',
	name: 'waitForVideo',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait until the video is ready (1-5 minutes) and output it. If off, the node outputs the task at once; fetch the video later with Task: Wait or Task: Get.',
};

/** What an operation has besides the fields that all have. */
interface OwnFields {
	/** What the video starts from; before the prompt. */
	inputs?: INodeProperties[];
	/** What the prompt is for, with an example. Left out: there is none. */
	prompt?: { description: string; example: string };
	/** What else can be set; behind the prompt. */
	details?: INodeProperties[];
	/** The sound track; behind the switch for the sound. */
	sound?: INodeProperties[];
}

/** All fields of an operation that makes a video, in the order in which one thinks of them. */
export function videoOperation(
	operation: Operation,
	models: readonly WanModel[],
	{ inputs = [], prompt, details = [], sound = [] }: OwnFields,
): INodeProperties[] {
	const promptField: INodeProperties = {
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: `e.g. ${prompt?.example ?? ''}`,
		description: prompt?.description,
		displayOptions: unlessLacking(models, (model) => model.prompt !== undefined),
	};
	const properties = [
		modelField(models, defaultModels[operation]),
		...inputs,
		...(prompt ? [promptField] : []),
		...details,
		...modelFields(models),
		...sound,
		waitForVideo,
		simplifyField,
		videoOptions(modelOptions(models)),
	];
	// The operation goes first: after a source by expression n8n looks at no further condition (displayParameter).
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { resource: ['video'], operation: [operation], ...property.displayOptions?.show },
		},
	}));
}
