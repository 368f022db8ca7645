import type { INodeProperties } from 'n8n-workflow';

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simple',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Where Simplify stood before it moved to Options. Workflows that were saved then keep their value. */
export const simplifyField: INodeProperties = {
	displayName: simplify.displayName,
	name: simplify.name,
	type: 'hidden',
	default: true,
};

export const downloadVideo: INodeProperties = {
	displayName: 'Download Video',
	name: 'downloadVideo',
	type: 'boolean',
	default: true,
	description:
		'Whether to store the finished video as binary data. If off, only its link is output, which works for 24 hours.',
};

/** What becomes of a video's file; Join has no more than these. */
export const fileOptions: INodeProperties[] = [
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. my-video.mp4',
		description: 'Name of the video file. Without it the task ID is the name.',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryField',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the output binary field to put the file in',
	},
];

export const getTaskDownload: INodeProperties = { ...downloadVideo, default: false };

export const getTaskOptions = optionsField([...fileOptions, getTaskDownload, simplify]);

/** n8n wants the entries of a collection in alphabetical order. */
export function optionsField(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: inOrder(options, ({ displayName }) => displayName),
	};
}

/** In alphabetical order. A collator would take longer to begin than the whole package needs to load. */
export function inOrder<T>(list: readonly T[], nameOf: (one: T) => string): T[] {
	const key = (one: T) => nameOf(one).toLowerCase();
	return [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
