import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** What the deliveries of EventBridge have to know, so that nobody else starts workflows. */
export class ModelStudioEventsApi implements ICredentialType {
	name = 'modelStudioEventsApi';

	displayName = 'Alibaba Cloud Model Studio Events API';

	icon = { light: 'file:modelStudio.svg', dark: 'file:modelStudio.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-wan/n8n-nodes-wan/blob/main/docs/triggers.md#wan-event-trigger';

	properties: INodeProperties[] = [
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'A text that nobody can guess, of at least 16 letters, digits, hyphens and underscores. Enter the same one as Token of the target in EventBridge.',
		},
	];
}
