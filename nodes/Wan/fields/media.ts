import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Chooses where a file comes from. */
export function sourceField(
	name: string,
	displayName: string,
	options: INodePropertyOptions[],
): INodeProperties {
	const preset = options[0]?.value ?? '';
	return {
		displayName: `${displayName} Source`,
		name: `${name}Source`,
		type: 'options',
		options,
		default: preset,
	};
}

export function binarySourceField(name: string, displayName: string): INodeProperties {
	return {
		displayName,
		name: `${name}Binary`,
		type: 'string',
		typeOptions: { binaryDataProperty: true },
		required: true,
		default: 'data',
		placeholder: 'e.g. data',
		hint: 'The name of the input binary field with the file',
		displayOptions: { show: { [`${name}Source`]: ['binary'] } },
	};
}
