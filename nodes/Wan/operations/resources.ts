import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** What the node can work on, and what it can do with it. */
export const resourceFields: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'File', value: 'file', description: 'An image, a sound or a clip for a model' },
			{ name: 'Task', value: 'task', description: 'A video in the making, known by its task ID' },
			{ name: 'Video', value: 'video', description: 'A new video, or one film of many' },
		],
		default: 'video',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['video'] } },
		options: [
			{
				name: 'Animate Character',
				value: 'animate',
				action: 'Animate character',
				description: 'Let the person of an image move like the person in a clip. Paid for by the second.',
			},
			{
				name: 'Continue',
				value: 'continue',
				action: 'Continue video',
				description: 'Make a video that goes on from a clip. Paid for by the second, clip included.',
			},
			{
				name: 'Edit',
				value: 'edit',
				action: 'Edit video',
				description: 'Change a video by words, images or masks. Paid for by the second.',
			},
			{
				name: 'Generate From Image',
				value: 'generateFromImage',
				action: 'Generate video from image',
				description: 'Make a video that begins with an image. Paid for by the second.',
			},
			{
				name: 'Generate From References',
				value: 'generateFromReferences',
				action: 'Generate video from references',
				description: 'Make a video with the persons and things of images and clips. Paid for by the second.',
			},
			{
				name: 'Generate From Speech',
				value: 'generateFromSpeech',
				action: 'Generate video from speech',
				description: 'Let a portrait speak or sing a recording. Paid for by the second.',
			},
			{
				name: 'Generate From Text',
				value: 'generateFromText',
				action: 'Generate video from text',
				description: 'Make a video from a description. Paid for by the second.',
			},
			{
				name: 'Join',
				value: 'join',
				action: 'Join videos',
				description: 'Make one film of the clips of all items, as they are. Free.',
			},
		],
		default: 'generateFromImage',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['task'] } },
		options: [
			{
				name: 'Cancel',
				value: 'cancel',
				action: 'Cancel task',
				description: 'Call off a task that is still PENDING; a running one cannot be stopped. Free.',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get task',
				description: 'Look at a task once and return its status, and its video link when it is ready. Free.',
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many tasks',
				description:
					'List the tasks of the last 24 hours, or find finished videos that no execution has fetched. Free.',
			},
			{
				name: 'Wait',
				value: 'wait',
				action: 'Wait for task',
				description: 'Wait until a task has ended and bring its video. Free.',
			},
		],
		default: 'wait',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['file'] } },
		options: [
			{
				name: 'Upload',
				value: 'upload',
				action: 'Upload file',
				description:
					"Put a file into Model Studio's temporary storage and return its oss:// link, which later steps can use for 48 hours. Free.",
			},
		],
		default: 'upload',
	},
];

/**
 * What the node says below its name on the canvas, by operation: its action in 24 characters, more are cut. No two
 * resources have an operation in common.
 */
export const subtitles = Object.fromEntries(
	resourceFields
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options }) => options as INodePropertyOptions[])
		.map(({ value, action }) => [value, action?.replace('Generate video', 'Video')]),
);
