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
		// n8n 2.41 does not show the titles of the entries yet, so the names stand here, too.
		description:
			'People and things for the video, in order. The prompt calls them Image 1, Video 1 and so on, with each kind counted separately. With Wan 2.6 it calls them character1, character2 and so on.',
		entry: 'reference',
		entryName: 'Reference',
		itemTitle: referenceTitle(models),
		values: [
			...groups.map(([kinds, group]) => kindField(kinds as ReferenceKind[], onlyFor(group, '/model'))),
			kindField(Object.keys(kindNames) as ReferenceKind[], exceptFor(models, '/model')),
			...sourceFields({ show: { kind: ['image', 'video', 'audio', 'file'] } }),
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
		itemTitle: titleOf('referenceImages.image', '"Image " + (at + 1)'),
		values: [
			...sourceFields({}),
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

/**
 * An entry's place and title as an expression of the editor, which knows an entry by its first place only
 * (`$collection.item.index`), also when it has been dragged to another one.
 * @param title an expression over `all`, the entries, and `at`, the place of this one
 */
function titleOf(list: string, title: string): string {
	return `={{ (() => { const all = $parameter.${list.replace('.', '?.')} ?? []; const { value, index } = $collection.item; const same = (one) => JSON.stringify(one) === JSON.stringify(value); const at = same(all[index]) ? index : Math.max(0, all.findIndex(same)); return ${title}; })() }}`;
}

/** As the chosen model's prompts call the entry: `character2`, or `Image 1` beside `Video 1`. */
function referenceTitle(models: readonly WanModel[]): string {
	const countedTogether = models
		.filter(({ references }) => references?.naming === 'character1')
		.map(({ id }) => id);
	const names = Object.fromEntries(Object.values(kindNames).map(({ name, value }) => [value, name]));
	const number = 'all.slice(0, at + 1).filter((one) => one.kind === value.kind).length';
	return titleOf(
		'references.reference',
		`${JSON.stringify(countedTogether)}.includes($parameter.model?.value ?? $parameter.model) ? "character" + (at + 1) : (${JSON.stringify(names)})[value.kind] + " " + ${number}`,
	);
}

function listField(list: {
	displayName: string;
	name: string;
	placeholder: string;
	description: string;
	entry: string;
	entryName: string;
	/** What the editor writes over each entry, as an expression. */
	itemTitle: string;
	values: INodeProperties[];
	displayOptions?: IDisplayOptions;
}): INodeProperties {
	const { displayName, name, placeholder, description, entry, entryName, values, displayOptions } = list;
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: {
			multipleValues: true,
			sortable: true,
			fixedCollection: { itemTitle: list.itemTitle },
		},
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
function sourceFields(when: IDisplayOptions): INodeProperties[] {
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
