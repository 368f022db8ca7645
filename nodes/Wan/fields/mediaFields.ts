import type { IDisplayOptions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { binarySourceField, sourceField } from './media';

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
		displayOptions = {},
	}: { required: boolean; takes: string; placeholder: string; displayOptions?: IDisplayOptions },
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
		{ ...binarySourceField(name, `${displayName} Field`), displayOptions: withSource('binary') },
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
