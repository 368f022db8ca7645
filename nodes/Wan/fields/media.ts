import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { mediaInputs, type MediaName, type WanModel } from '../../core/catalogue';
import { unlessLacking } from './visibility';

const binary: INodePropertyOptions = {
	name: 'Binary Field',
	value: 'binary',
	description: 'A file from an earlier node',
};

const url: INodePropertyOptions = {
	name: 'URL',
	value: 'url',
	description: 'A link that opens without login, or an oss:// link',
};

const none: INodePropertyOptions = { name: 'None', value: 'none' };

const examples = { image: 'image.png', video: 'clip.mp4', audio: 'voice.mp3' };

/** A link to the example of a kind of file. */
export const linkTo = (kind: keyof typeof examples) => `e.g. https://example.com/${examples[kind]}`;

type Named = Pick<INodeProperties, 'displayName' | 'name'> & Partial<INodeProperties>;

/**
 * The three fields of a file: where it comes from, its binary field, its link. Of the last two each shows for its source.
 * @param source the default says whether it may be left out, which is None
 * @param file the default is the binary field to begin with; two files of an operation never begin with the same one
 */
export function sourceFields(
	source: Named & { default: 'binary' | 'none' | 'url' },
	file: Named & { default: string },
	link: Named,
	displayOptions: IDisplayOptions = {},
): INodeProperties[] {
	const withSource = (value: string): IDisplayOptions => ({
		...displayOptions,
		show: { ...displayOptions.show, [source.name]: [value] },
	});
	return [
		{
			type: 'options',
			options: source.default === 'none' ? [binary, none, url] : [binary, url],
			...source,
			displayOptions,
		},
		{
			type: 'string',
			typeOptions: { binaryDataProperty: true },
			placeholder: `e.g. ${file.default}`,
			...file,
			displayOptions: withSource('binary'),
		},
		{ type: 'string', default: '', ...link, displayOptions: withSource('url') },
	];
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

/** The binary field of a file that the video needs once its source is chosen. */
const binaryField = (name: string, displayName: string, preset: string) => ({
	displayName: `${displayName} Field`,
	name: `${name}Binary`,
	required: true,
	default: preset,
	hint: 'The name of the input binary field with the file',
});

/** The sound track of a video. There is none unless the user has one, and none to choose while the sound is off. */
export function soundTrackFields(models: readonly WanModel[]): INodeProperties[] {
	const ofModels = unlessLacking(models, ({ audioUrl }) => audioUrl !== undefined);
	return sourceFields(
		{
			displayName: 'Audio Source',
			name: 'audioSource',
			default: 'none',
			description: 'Where the sound track comes from. Without one the model makes its own sound.',
		},
		binaryField('audio', 'Audio', 'audio'),
		{
			displayName: 'Audio URL',
			name: 'audioUrl',
			placeholder: linkTo('audio'),
			description:
				'Link to a WAV or MP3 file of 3 (Wan 2.7: 2) to 30 seconds. What is longer than the video is cut.',
		},
		{ hide: { ...ofModels.hide, audio: [false] } },
	);
}

/** A file that a video starts from: where it comes from, and its field or link. One that may be left out begins as None. */
export function mediaFields(
	name: MediaName,
	{
		required,
		takes,
		field = 'data',
		sourceByExpression = false,
		displayOptions,
	}: {
		required: boolean;
		takes: string;
		/** The name of the binary field to begin with. */
		field?: string;
		/** Elsewhere n8n would show the fields of all sources and models (displayParameter). */
		sourceByExpression?: boolean;
		displayOptions?: IDisplayOptions;
	},
): INodeProperties[] {
	const { label, kind } = mediaInputs[name];
	return sourceFields(
		{
			displayName: `${label} Source`,
			name: `${name}Source`,
			default: required ? 'binary' : 'none',
			...(!sourceByExpression && { noDataExpression: true }),
		},
		binaryField(name, label, field),
		{
			displayName: `${label} URL`,
			name: `${name}Url`,
			required: true,
			placeholder: linkTo(kind),
			description: takes,
		},
		displayOptions,
	);
}

/** The image with which a video ends, where some models need one and others may do without. */
export function lastFrameFields(required: boolean, displayOptions?: IDisplayOptions): INodeProperties[] {
	return mediaFields('lastFrame', {
		required,
		takes: 'Link to the image with which the video ends',
		field: 'lastFrame',
		displayOptions,
	});
}
