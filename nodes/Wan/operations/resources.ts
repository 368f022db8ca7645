import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const videoOperations: INodePropertyOptions[] = [
	{
		name: 'Animate Character',
		value: 'animate',
		action: 'Animate character',
		description: 'Move the person in an image like the person in a clip',
	},
	{
		name: 'Continue',
		value: 'continue',
		action: 'Continue video',
		description: 'Make a longer video that begins with a clip. The clip is billed, too.',
	},
	{
		name: 'Edit',
		value: 'edit',
		action: 'Edit video',
		description: 'Change a video with a prompt, images or masks',
	},
	{
		name: 'Generate From Image',
		value: 'generateFromImage',
		action: 'Generate video from image',
		description: 'Make a video that begins with an image',
	},
	{
		name: 'Generate From References',
		value: 'generateFromReferences',
		action: 'Generate video from references',
		description: 'Make a video with the people and things in images and clips',
	},
	{
		name: 'Generate From Speech',
		value: 'generateFromSpeech',
		action: 'Generate video from speech',
		description: 'Make a portrait speak or sing a recording',
	},
	{
		name: 'Generate From Text',
		value: 'generateFromText',
		action: 'Generate video from text',
		description: 'Make a video from a description',
	},
	{
		name: 'Join',
		value: 'join',
		action: 'Join videos',
		description: 'Make one film of the clips of all items. Free.',
	},
];

const taskOperations: INodePropertyOptions[] = [
	{
		name: 'Cancel',
		value: 'cancel',
		action: 'Cancel task',
		description: 'Cancel a task that has not started',
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get task',
		description: 'Get the status of a task, and the link to its video once it is ready',
	},
	{
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many tasks',
		description: 'List the tasks of the last 24 hours, or find finished videos that no execution has fetched',
	},
	{
		name: 'Wait',
		value: 'wait',
		action: 'Wait for task',
		description: 'Wait for a task to finish and get its video',
	},
];

const fileOperations: INodePropertyOptions[] = [
	{
		name: 'Upload',
		value: 'upload',
		action: 'Upload file',
		description: 'Upload a file to temporary storage and get an oss:// link that works for 48 hours',
	},
];

const operationField = (
	options: INodePropertyOptions[],
	preset: string,
	displayOptions: IDisplayOptions,
): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options,
	default: preset,
	displayOptions,
});

/** What the node can work on, and what it can do with it. */
export const resourceFields: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Video', value: 'video', description: 'A new video, billed per second, or one film of many' },
			{ name: 'Task', value: 'task', description: 'A video that is being made, by its task ID. Free.' },
			{ name: 'File', value: 'file', description: 'An image, audio file or clip for a model. Free.' },
		],
		default: 'video',
	},
	operationField(videoOperations, 'generateFromImage', {
		show: { resource: ['video'] },
		hide: { '@tool': [true] },
	}),
	// An agent writes texts and has no files to give.
	operationField(videoOperations, 'generateFromText', { show: { resource: ['video'], '@tool': [true] } }),
	operationField(taskOperations, 'wait', { show: { resource: ['task'] } }),
	operationField(fileOperations, 'upload', { show: { resource: ['file'] } }),
];

/**
 * What the node says below its name on the canvas, by operation: its action in 24 characters, more are cut. No two
 * resources have an operation in common.
 */
export const subtitles = Object.fromEntries(
	[...videoOperations, ...taskOperations, ...fileOperations].map(({ value, action }) => [
		value,
		action?.replace('Generate video', 'Video'),
	]),
);
