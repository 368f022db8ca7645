import type { INodeProperties } from 'n8n-workflow';

import type { WanModel } from '../../core/catalogue';
import { groupBy } from './groups';
import { exceptFor, onlyFor } from './visibility';

const audioUrlField: INodeProperties = {
	displayName: 'Audio URL',
	name: 'audioUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/voice.mp3',
};

/** The sound track, for models that take one; once more for a model by expression. */
export function soundTrackField(models: readonly WanModel[]): INodeProperties[] {
	return [
		...groupBy(models, ({ audioUrl }) => audioUrl).map(([rule, group]) => ({
			...audioUrlField,
			description: `Link to the sound track, ${rule.formats.join(' or ').toUpperCase()}, ${rule.minSeconds}-${rule.maxSeconds} seconds. Without it the model makes its own sound. What is longer than the video is cut.`,
			displayOptions: onlyFor(group),
		})),
		{
			...audioUrlField,
			displayOptions: exceptFor(models),
			description: 'Link to the sound track, for models that take one',
		},
	];
}
