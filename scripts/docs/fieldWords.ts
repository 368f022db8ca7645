import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { code } from './markdown';

/** The name of a choice. */
export function nameOf(field: INodeProperties | undefined, value: unknown): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	return choices(field).find((choice) => choice.value === value)?.name ?? String(value);
}

/** What the user can choose from. */
export function choices(field: INodeProperties | undefined): INodePropertyOptions[] {
	return (field?.options ?? []).filter((option): option is INodePropertyOptions => 'value' in option);
}

/** The fields inside a collection. */
export function entries(field: INodeProperties): INodeProperties[] {
	return (field.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option && 'displayName' in option ? [option] : [];
	});
}

/** What a field takes, in a few words. */
export function valuesOf(field: INodeProperties): string {
	switch (field.type) {
		case 'boolean':
			return 'on, off';
		case 'options':
		case 'multiOptions':
			return choices(field).length > 12
				? `${field.type === 'options' ? 'one' : 'any'} of ${choices(field).length}`
				: choices(field)
						.map(({ name }) => plain(name))
						.join(', ');
		case 'number':
			return spanOf(field.typeOptions ?? {});
		case 'resourceLocator':
			return 'a model';
		case 'json':
			return 'JSON';
		case 'dateTime':
			return 'a time';
		case 'fixedCollection':
			return 'a list';
		default:
			return 'text';
	}
}

function spanOf({ minValue, maxValue }: { minValue?: number; maxValue?: number }): string {
	if (minValue === undefined) return 'a number';
	return maxValue === undefined ? `${minValue} or more` : `${minValue} to ${maxValue}`;
}

/** What a field begins with; a dash for nothing. */
export function defaultOf(field: INodeProperties): string {
	const { default: preset } = field;
	if (typeof preset === 'boolean') return preset ? 'on' : 'off';
	if (Array.isArray(preset)) return preset.map((value) => nameOf(field, value)).join(', ') || '–';
	if (typeof preset === 'object' && preset !== null)
		return 'value' in preset ? code(String(preset.value)) : '–';
	if (preset === '' || preset === undefined) return '–';
	return field.type === 'options' ? plain(nameOf(field, preset)) : code(String(preset));
}

/** An asterisk, as in `1280*720`, is not Markdown's. */
function plain(name: string): string {
	return name.replace(/\*/g, '\\*');
}

/** Texts that differ, one after another. */
export function unique(texts: readonly string[]): string {
	return [...new Set(texts)].join(' or ');
}

/** n8n leaves the full stop out of a description that is one sentence. */
export function sentence(text: string): string {
	return /[.!?…]$/.test(text) || text === '' ? text : `${text}.`;
}
