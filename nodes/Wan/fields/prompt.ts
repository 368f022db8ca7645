import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** What a prompt is for, with an example. */
export interface PromptText {
	description: string;
	example: string;
}

export function promptField(
	{ description, example }: PromptText,
	displayOptions: IDisplayOptions,
): INodeProperties {
	return {
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: `e.g. ${example}`,
		description,
		displayOptions,
	};
}
