import { mediaRule, modelsFor } from '../../../core/catalogue';
import { referencesField } from '../../fields/lists';
import { mediaFields } from '../../fields/media';
import { unlessLacking } from '../../fields/visibility';
import { videoOperation } from './generate';

const models = modelsFor('generateFromReferences');

export const generateFromReferences = videoOperation('generateFromReferences', models, {
	inputs: [
		referencesField(models),
		...mediaFields('firstFrame', {
			required: false,
			takes: 'Link to the image with which the video begins',
			field: 'firstFrame',
			displayOptions: unlessLacking(models, (model) =>
				Boolean(mediaRule(model, 'generateFromReferences', 'firstFrame')),
			),
		}),
	],
	prompt: {
		description:
			'What happens in the video. Call each reference by its kind and number, such as Image 1 or Video 1.',
		example: 'Image 1 dances with Image 2 on a roof',
		variant: {
			models: models.filter(({ references }) => references?.naming === 'character1'),
			description:
				'What happens in the video. Call each reference character1, character2 and so on, in their order.',
			example: 'character1 dances with character2 on a roof',
		},
	},
});
