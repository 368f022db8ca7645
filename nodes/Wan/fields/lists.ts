import type { IDisplayOptions, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import type { ReferenceKind, WanModel } from '../../core/catalogue';
import { groupBy } from './groups';
import { linkTo, sourceFields } from './media';
import { exceptFor, onlyFor, unlessLacking } from './visibility';

const kindNames: Record<ReferenceKind, string> = {
	image: 'Image',
	video: 'Video',
	audio: 'Audio',
	file: 'Document',
	link: 'Web Page',
};

/** The ordered list of what a video is to be like. */
export function referencesField(models: readonly WanModel[]): INodeProperties {
	const kindField = (kinds: readonly ReferenceKind[], displayOptions: IDisplayOptions): INodeProperties => ({
		displayName: 'Kind',
		name: 'kind',
		type: 'options',
		options: kinds.map((value) => ({ name: kindNames[value], value })),
		default: 'image',
		displayOptions,
	});
	const groups = groupBy(models, ({ references }) => references && Object.keys(references.most));
	const field = {
		displayName: 'References',
		name: 'references',
		placeholder: 'Add Reference',
		// n8n 2.41 does not show the titles of the entries yet, so the names stand here, too.
		description:
			'People and things for the video. The prompt calls them Image 1, Video 1 and so on, each kind counted separately, or with Wan 2.6 character1, character2 and so on.',
	};
	const page: INodeProperties = {
		displayName: 'Page URL',
		name: 'page',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/story',
		displayOptions: { show: { kind: ['link'] } },
	};
	return listField(field, referenceTitle(models), {
		displayName: 'Reference',
		name: 'reference',
		values: [
			...groups.map(([kinds, group]) => kindField(kinds as ReferenceKind[], onlyFor(group, '/model'))),
			kindField(Object.keys(kindNames) as ReferenceKind[], exceptFor(models, '/model')),
			...fileOfEntry({ show: { kind: ['image', 'video', 'audio', 'file'] } }),
			page,
			...voiceFields(unlessLacking(models, ({ references }) => references?.voice !== undefined, '/model')),
		],
	});
}

const roleField: INodeProperties = {
	displayName: 'Role',
	name: 'role',
	type: 'options',
	options: [
		{ name: 'Background', value: 'bg' },
		{ name: 'Object', value: 'obj' },
	],
	default: 'obj',
	description: 'What the image shows. One of them may be the background.',
};

/** Images that an editing model goes by. @param roles whether each is marked as object or background */
export function referenceImagesField(displayOptions: IDisplayOptions, roles: boolean): INodeProperties {
	const field = {
		displayName: 'Reference Images',
		name: 'referenceImages',
		placeholder: 'Add Image',
		description: 'What the new video is to go by',
		displayOptions,
	};
	return listField(field, titleOf('referenceImages?.image', '"Image " + (at + 1)'), {
		displayName: 'Image',
		name: 'image',
		values: [...fileOfEntry({}), ...(roles ? [roleField] : [])],
	});
}

/**
 * An entry's place and title as an expression of the editor, which knows an entry by its first place only
 * (`$collection.item.index`), also when it has been dragged to another one.
 * @param title an expression over `all`, the entries, and `at`, the place of this one
 */
function titleOf(list: string, title: string): string {
	return `={{ (() => { const all = $parameter.${list} ?? []; const { value, index } = $collection.item; const same = (one) => JSON.stringify(one) === JSON.stringify(value); const at = same(all[index]) ? index : Math.max(0, all.findIndex(same)); return ${title}; })() }}`;
}

/** As the chosen model's prompts call the entry: `character2`, or `Image 1` beside `Video 1`. */
function referenceTitle(models: readonly WanModel[]): string {
	const countedTogether = models
		.filter(({ references }) => references?.naming === 'character1')
		.map(({ id }) => id);
	const number = 'all.slice(0, at + 1).filter((one) => one.kind === value.kind).length';
	return titleOf(
		'references?.reference',
		`${JSON.stringify(countedTogether)}.includes($parameter.model?.value ?? $parameter.model) ? "character" + (at + 1) : (${JSON.stringify(kindNames)})[value.kind] + " " + ${number}`,
	);
}

/** @param itemTitle what the editor writes over each entry, as an expression */
function listField(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder' | 'description' | 'displayOptions'>,
	itemTitle: string,
	entry: INodePropertyCollection,
): INodeProperties {
	return {
		...field,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true, fixedCollection: { itemTitle } },
		default: {},
		options: [entry],
	};
}

const linkField = { displayName: 'URL', name: 'url', placeholder: linkTo('image') };

/** An entry's file. Within a list the names stand for themselves. */
function fileOfEntry(displayOptions: IDisplayOptions): INodeProperties[] {
	return sourceFields(
		{ displayName: 'Source', name: 'source', default: 'url' },
		{ displayName: 'Binary Field', name: 'binary', default: 'data' },
		linkField,
		displayOptions,
	);
}

/** The voice of a referenced person: a link, or the name of a binary field. */
function voiceFields(displayOptions: IDisplayOptions): INodeProperties[] {
	return sourceFields(
		{
			displayName: 'Voice Source',
			name: 'voiceSource',
			default: 'none',
			description: 'A recording of 1-10 seconds, WAV or MP3, in whose voice the person speaks',
		},
		{ displayName: 'Voice Field', name: 'voiceBinary', default: 'voice' },
		{ displayName: 'Voice URL', name: 'voiceUrl', placeholder: linkTo('audio') },
		displayOptions,
	);
}
