import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { isChoice, type WanModel } from '../../core/catalogue';
import { audioSettingLabels, optionOf, ratioLabels, shotTypeLabels, type OptionLabels } from './words';

/**
 * For a model by expression, and for one that the catalogue does not know: every field that a model of the operation
 * has stands there once, empty, and then the model's own default holds.
 */
export function fieldsForAnyModel(
	models: readonly WanModel[],
	displayOptions: IDisplayOptions,
): INodeProperties[] {
	const some = (has: (model: WanModel) => unknown) => models.some((model) => Boolean(has(model)));
	const modelDefault = { name: 'Model Default', value: '' };
	const text = (
		name: string,
		displayName: string,
		example: string,
		description: string,
	): INodeProperties => ({
		displayName,
		name,
		displayOptions,
		default: '',
		type: 'string',
		placeholder: `e.g. ${example}`,
		description,
	});
	const emptyMeansDefault =
		"Leave empty for the model's default. A value that the model does not take is refused before anything is paid.";
	const choice = (name: 'ratio' | 'shotType' | 'audioSetting', words: OptionLabels): INodeProperties[] => {
		const values = [...new Set(models.flatMap((model) => model[name]?.options ?? []))];
		if (values.length === 0) return [];
		return [
			{
				displayName: words.displayName,
				name,
				displayOptions,
				default: '',
				type: 'options',
				options: [modelDefault, ...values.map((value) => optionOf(value, words))],
				description: words.description,
			},
		];
	};
	return [
		...(some(({ resolution }) => isChoice(resolution))
			? [text('resolution', 'Resolution', '720P', emptyMeansDefault)]
			: []),
		...(some(({ size }) => isChoice(size)) ? [text('size', 'Size', '1280*720', emptyMeansDefault)] : []),
		...(some(({ mode }) => mode) ? [text('mode', 'Mode', 'wan-std', emptyMeansDefault)] : []),
		...choice('ratio', ratioLabels),
		...(some(({ duration }) => duration.kind === 'range' || duration.kind === 'list')
			? [
					text(
						'duration',
						'Duration (Seconds)',
						'5',
						"Leave empty for the model's default. Every second is charged.",
					),
				]
			: []),
		...choice('shotType', shotTypeLabels),
		...(some(({ templates }) => templates)
			? [
					text(
						'template',
						'Effect',
						'frenchkiss',
						'A ready-made effect, for models that have some in Beijing',
					),
				]
			: []),
		...choice('audioSetting', audioSettingLabels),
		...(some(({ sound }) => sound === 'switch')
			? [
					{
						displayName: 'Audio',
						name: 'audio',
						displayOptions,
						default: '',
						type: 'options' as const,
						options: [modelDefault, { name: 'On', value: true }, { name: 'Off', value: false }],
						description: 'Sound of the video, for models where it can be switched',
					},
				]
			: []),
	];
}
