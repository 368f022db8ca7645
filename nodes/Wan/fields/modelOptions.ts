import type { INodeProperties } from 'n8n-workflow';

import { priceList, type WanModel } from '../../core/catalogue';
import { dialectNames } from '../../core/catalogue/customModel';
import { exceptFor, unlessLacking } from './visibility';

/** Options that models of this operation have, in the vocabulary of the API; each shows for those that have it. */
export function modelOptions(models: readonly WanModel[]): INodeProperties[] {
	const price = models.find(({ portraitCheck }) => portraitCheck)?.portraitCheck?.price;
	const option = (has: (model: WanModel) => boolean, field: INodeProperties): INodeProperties[] => {
		if (!models.some(has)) return [];
		const displayOptions = unlessLacking(models, has, '/model');
		return [Object.keys(displayOptions).length > 0 ? { ...field, displayOptions } : field];
	};
	return [
		...option((model) => model.negativePrompt !== undefined, {
			displayName: 'Negative Prompt',
			name: 'negativePrompt',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. low resolution, extra fingers',
			description: 'What must not be in the video, up to 500 characters',
		}),
		...option((model) => model.promptExtend, {
			displayName: 'Prompt Extend',
			name: 'promptExtend',
			type: 'boolean',
			default: true,
			description:
				'Whether a language model rewrites the prompt first, which helps short prompts and takes longer. On unless you turn it off.',
		}),
		...option((model) => model.seed, {
			displayName: 'Seed',
			name: 'seed',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 2147483647, numberPrecision: 0 },
			default: 0,
			description: 'The same seed makes similar videos. Without it the service draws one for each video.',
		}),
		...option((model) => model.watermark, {
			displayName: 'Watermark',
			name: 'watermark',
			type: 'boolean',
			default: false,
			description: 'Whether to put "AI Generated" into the lower right corner',
		}),
		...option((model) => model.checkImage === true, {
			displayName: 'Check Image',
			name: 'checkImage',
			type: 'boolean',
			default: true,
			description: 'Whether the service looks first if the image fits. On unless you turn it off.',
		}),
		...option((model) => model.portraitCheck !== undefined, {
			displayName: 'Check Portrait First',
			name: 'checkPortrait',
			type: 'boolean',
			default: false,
			description: `Whether the service looks at the portrait before the video is made, for ${priceList.currency} ${price} a picture. A portrait that does not fit then costs no more than that.`,
		}),
		...optionsOfNewModels(models),
	];
}

/** What makes tomorrow's model work today. */
function optionsOfNewModels(models: readonly WanModel[]): INodeProperties[] {
	const json = { type: 'json' as const, default: '' };
	return [
		{
			displayName: 'Additional Input (JSON)',
			name: 'additionalInput',
			...json,
			placeholder: 'e.g. { "img_url": "https://example.com/cat.png" }',
			description: 'Written into the input of the request last, over what the fields say',
		},
		{
			displayName: 'Additional Parameters (JSON)',
			name: 'additionalParameters',
			...json,
			placeholder: 'e.g. { "resolution": "720P" }',
			description: 'Written into the parameters of the request last, over what the fields say',
		},
		{
			displayName: 'Body Dialect',
			name: 'bodyDialect',
			type: 'options',
			options: Object.entries(dialectNames).map(([value, name]) => ({ name, value })),
			default: 'media',
			description:
				'How to write the request of a model that this node does not know. Only what you set is sent, unchecked.',
			displayOptions: exceptFor(models, '/model'),
		},
	];
}
