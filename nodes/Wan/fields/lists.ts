import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { ReferenceKind, WanModel } from '../../core/catalogue';
import { groupBy } from './groups';
import { exceptFor, onlyFor, unlessLacking } from './visibility';

const kindNames: Record<ReferenceKind, INodePropertyOptions> = {
	image: { name: 'Image', value: 'image' },
	video: { name: 'Video', value: 'video' },
	audio: { name: 'Audio', value: 'audio' },
	file: { name: 'Document', value: 'file' },
	link: { name: 'Web Page', value: 'link' },
};

/** The ordered list of what a video is to be like. */
export function referencesField(models: readonly WanModel[]): INodeProperties {
	const kindField = (kinds: readonly ReferenceKind[], displayOptions: IDisplayOptions): INodeProperties => ({
		displayName: 'Kind',
		name: 'kind',
		type: 'options',
		options: kinds.map((kind) => kindNames[kind]),
		default: 'image',
		displayOptions,
	});
	const groups = groupBy(models, ({ references }) => references && Object.keys(references.most));
	return listField({
		displayName: 'References',
		name: 'references',
		placeholder: 'Add Reference',
		description:
			'What the video is to be like, in order. In the prompt Wan 2.7 calls them Image 1, Video 1 and so on, Wan 2.6 character1, character2 and so on.',
		entry: 'reference',
		entryName: 'Reference',
		values: [
			...groups.map(([kinds, group]) => kindField(kinds as ReferenceKind[], onlyFor(group, '/model'))),
			kindField(Object.keys(kindNames) as ReferenceKind[], exceptFor(models, '/model')),
			...sourceFields({}, { show: { kind: ['image', 'video', 'audio', 'file'] } }),
			{
				...linkField,
				name: 'page',
				displayName: 'Page URL',
				placeholder: 'e.g. https://example.com/story',
				displayOptions: { show: { kind: ['link'] } },
			},
			...voiceFields(unlessLacking(models, ({ references }) => references?.voice !== undefined, '/model')),
		],
	});
}

/** Images that an editing model goes by. @param roles whether each is marked as object or background */
export function referenceImagesField(displayOptions: IDisplayOptions, roles: boolean): INodeProperties {
	return listField({
		displayName: 'Reference Images',
		name: 'referenceImages',
		placeholder: 'Add Image',
		description: 'What the new video is to go by',
		entry: 'image',
		entryName: 'Image',
		values: [
			...sourceFields({}, {}),
			...(roles
				? [
						{
							displayName: 'Role',
							name: 'role',
							type: 'options' as const,
							options: [
								{ name: 'Background', value: 'bg' },
								{ name: 'Object', value: 'obj' },
							],
							default: 'obj',
							description: 'What the image shows. One of them may be the background.',
						},
					]
				: []),
		],
		displayOptions,
	});
}

function listField(list: {
	displayName: string;
	name: string;
	placeholder: string;
	description: string;
	entry: string;
	entryName: string;
	values: INodeProperties[];
	displayOptions?: IDisplayOptions;
}): INodeProperties {
	const { displayName, name, placeholder, description, entry, entryName, values, displayOptions } = list;
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder,
		default: {},
		description,
		options: [{ displayName: entryName, name: entry, values }],
		...(displayOptions && { displayOptions }),
	};
}

const linkField: INodeProperties = {
	displayName: 'URL',
	name: 'url',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/cat.png',
};

/** Where an entry's file comes from. Within a list the names stand for themselves. */
function sourceFields(common: Partial<INodeProperties>, when: IDisplayOptions): INodeProperties[] {
	const withSource = (source: string) => ({ show: { ...when.show, source: [source] } });
	return [
		{
			displayName: 'Source',
			name: 'source',
			type: 'options',
			options: [
				{ name: 'Binary Field', value: 'binary' },
				{ name: 'URL', value: 'url' },
			],
			default: 'url',
			...common,
			displayOptions: when,
		},
		{
			displayName: 'Binary Field',
			name: 'binary',
			type: 'string',
			typeOptions: { binaryDataProperty: true },
			default: 'data',
			placeholder: 'e.g. data',
			displayOptions: withSource('binary'),
		},
		{ ...linkField, displayOptions: withSource('url') },
	];
}

/** The voice of a referenced person: a link, or the name of a binary field. */
function voiceFields(displayOptions: IDisplayOptions): INodeProperties[] {
	return [
		{
			displayName: 'Voice Source',
			name: 'voiceSource',
			type: 'options',
			options: [
				{ name: 'Binary Field', value: 'binary' },
				{ name: 'None', value: 'none' },
				{ name: 'URL', value: 'url' },
			],
			default: 'none',
			description: 'A recording of 1-10 seconds, WAV or MP3, in whose voice the person speaks',
			displayOptions,
		},
		{
			displayName: 'Voice Field',
			name: 'voiceBinary',
			type: 'string',
			typeOptions: { binaryDataProperty: true },
			default: 'voice',
			placeholder: 'e.g. voice',
			displayOptions: { ...displayOptions, show: { voiceSource: ['binary'] } },
		},
		{
			...linkField,
			displayName: 'Voice URL',
			name: 'voiceUrl',
			placeholder: 'e.g. https://example.com/voice.mp3',
			displayOptions: { ...displayOptions, show: { voiceSource: ['url'] } },
		},
	];
}
