import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { WanModel } from '../../core/catalogue';
import { unlessLacking } from './visibility';

/** Chooses where a file comes from. @param preset by default the first option */
export function sourceField(
	name: string,
	displayName: string,
	options: INodePropertyOptions[],
	preset = options[0]?.value ?? '',
): INodeProperties {
	return {
		displayName: `${displayName} Source`,
		name: `${name}Source`,
		type: 'options',
		options,
		default: preset,
	};
}

/** The file of an item, for operations that take just one. */
export function inputBinaryField(hint: string): INodeProperties {
	return {
		displayName: 'Input Binary Field',
		name: 'inputBinaryField',
		type: 'string',
		typeOptions: { binaryDataProperty: true },
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		hint,
	};
}

/** @param field the name of the binary field to begin with; two files of an operation never begin with the same one */
export function binarySourceField(name: string, displayName: string, field = 'data'): INodeProperties {
	return {
		displayName,
		name: `${name}Binary`,
		type: 'string',
		typeOptions: { binaryDataProperty: true },
		required: true,
		default: field,
		placeholder: `e.g. ${field}`,
		hint: 'The name of the input binary field with the file',
		displayOptions: { show: { [`${name}Source`]: ['binary'] } },
	};
}

/** The sound track of a video. There is none unless the user has one, and none to choose while the sound is off. */
export function soundTrackFields(models: readonly WanModel[]): INodeProperties[] {
	const ofModels = unlessLacking(models, ({ audioUrl }) => audioUrl !== undefined);
	const displayOptions = { hide: { ...ofModels.hide, audio: [false] } };
	const options = [
		{ name: 'Binary Field', value: 'binary', description: 'A file that an earlier node put into the item' },
		{ name: 'None', value: 'none', description: 'The model makes its own sound' },
		{ name: 'URL', value: 'url', description: 'A link that the service can open without login' },
	];
	const onlyWith = (source: string): IDisplayOptions => ({
		...displayOptions,
		show: { audioSource: [source] },
	});
	return [
		{
			...sourceField('audio', 'Audio', options, 'none'),
			description: 'Where the sound track comes from. Without one the model makes its own sound.',
			displayOptions,
		},
		{ ...binarySourceField('audio', 'Audio Field', 'audio'), displayOptions: onlyWith('binary') },
		{
			displayName: 'Audio URL',
			name: 'audioUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/voice.mp3',
			description:
				'Link to the sound track, WAV or MP3, of 3 (Wan 2.7: 2) to 30 seconds. Without it the model makes its own sound. What is longer than the video is cut.',
			displayOptions: onlyWith('url'),
		},
	];
}

const binary: INodePropertyOptions = {
	name: 'Binary Field',
	value: 'binary',
	description: 'A file that an earlier node put into the item',
};

const url: INodePropertyOptions = {
	name: 'URL',
	value: 'url',
	description: 'A link that the service can open without login, or an oss:// link',
};

const none: INodePropertyOptions = { name: 'None', value: 'none' };

/** A file that a video starts from: where it comes from, and its field or link. One that may be left out begins as None. */
export function mediaFields(
	name: string,
	displayName: string,
	{
		required,
		takes,
		placeholder,
		field,
		displayOptions = {},
	}: {
		required: boolean;
		takes: string;
		placeholder: string;
		/** The name of the binary field to begin with. */
		field?: string;
		displayOptions?: IDisplayOptions;
	},
): INodeProperties[] {
	const withSource = (source: string): IDisplayOptions => ({
		...displayOptions,
		show: { ...displayOptions.show, [`${name}Source`]: [source] },
	});
	const options = required ? [binary, url] : [binary, none, url];
	return [
		{
			...sourceField(name, displayName, options),
			// By expression n8n would show the fields of all sources and models (displayParameter).
			noDataExpression: true,
			default: required ? 'binary' : 'none',
			displayOptions,
		},
		{ ...binarySourceField(name, `${displayName} Field`, field), displayOptions: withSource('binary') },
		{
			displayName: `${displayName} URL`,
			name: `${name}Url`,
			type: 'string',
			required: true,
			default: '',
			placeholder,
			description: takes,
			displayOptions: withSource('url'),
		},
	];
}

/** The image with which a video ends, where some models need one and others may do without. */
export function lastFrameFields(required: boolean, displayOptions: IDisplayOptions = {}): INodeProperties[] {
	return mediaFields('lastFrame', 'Last Frame', {
		required,
		takes: 'Link to the image with which the video ends',
		placeholder: 'e.g. https://example.com/last-frame.png',
		field: 'lastFrame',
		displayOptions,
	});
}
