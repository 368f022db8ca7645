import type { INodeProperties } from 'n8n-workflow';

<<<<<<< HEAD
import { parameterNames, parameterOf, parameterRule, priceList, type WanModel } from '../../core/catalogue';
import { dialectNames } from '../../core/catalogue/customModel';
import { parameterField } from './parameterField';
=======
import type { WanModel } from '../../core/catalogue';
import { dialectNames } from '../../core/catalogue/customModel';
import { formatAmounts } from './prices';
>>>>>>> 3e13a5d (Prices in the currency of the region's list: USD outside mainland China, CNY in Beijing; r2v bills 5 s of input at most; kf2v-plus runs two in Singapore)
import { exceptFor, unlessLacking } from './visibility';

/** Options that models of this operation have, in the vocabulary of the API; each shows for those that have it. */
export function modelOptions(models: readonly WanModel[]): INodeProperties[] {
<<<<<<< HEAD
	const ofModels = parameterNames
		.filter((name) => parameterOf(name).from === 'options')
		.flatMap((name): INodeProperties[] => {
			const rule = models.map((model) => parameterRule(model, name)).find((one) => one !== undefined);
			if (!rule) return [];
			const displayOptions = unlessLacking(
				models,
				(model) => parameterRule(model, name) !== undefined,
				'/model',
			);
			const field = parameterField(name, rule);
			return [Object.keys(displayOptions).length > 0 ? { ...field, displayOptions } : field];
		});
	return [...ofModels.map((field) => withPrice(field, models)), bodyDialect(models)];
}

/** What a look at the portrait costs stands with the models. */
function withPrice(field: INodeProperties, models: readonly WanModel[]): INodeProperties {
	const price = models.find(({ portraitCheck }) => portraitCheck)?.portraitCheck?.price;
	const description = field.description?.replace('{price}', `${priceList.currency} ${price}`);
	return { ...field, description };
=======
	const price = models.find(({ portraitCheck }) => portraitCheck)?.portraitCheck?.price ?? {};
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
			description: `Whether the service looks at the portrait before the video is made, for ${formatAmounts(price)} a picture. A portrait that does not fit then costs no more than that.`,
		}),
		...optionsOfNewModels(models),
	];
>>>>>>> 3e13a5d (Prices in the currency of the region's list: USD outside mainland China, CNY in Beijing; r2v bills 5 s of input at most; kf2v-plus runs two in Singapore)
}

/** What makes tomorrow's model work today. */
function bodyDialect(models: readonly WanModel[]): INodeProperties {
	return {
		displayName: 'Body Dialect',
		name: 'bodyDialect',
		type: 'options',
		options: Object.entries(dialectNames).map(([value, name]) => ({ name, value })),
		default: 'media',
		description:
			'How to write the request of a model that this node does not know. Only what you set is sent, unchecked.',
		displayOptions: exceptFor(models, '/model'),
	};
}
