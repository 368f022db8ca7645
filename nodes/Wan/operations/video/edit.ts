import { modelsFor } from '../../../core/catalogue';
import { functionFields, videoFields } from '../../fields/functions';
import { referenceImagesField } from '../../fields/lists';
import { promptField } from '../../fields/prompt';
import { onlyFor } from '../../fields/visibility';
import { videoOperation } from './generate';

const models = modelsFor('edit');
const withoutFunctions = models.filter(({ functions }) => !functions);
const ofFunctions = functionFields(models);

export const edit = videoOperation('edit', models, {
	inputs: [
		...videoFields(true, onlyFor(withoutFunctions)),
		referenceImagesField(onlyFor(withoutFunctions), false),
		promptField(
			{ description: 'What is to change', example: 'The street is covered with snow' },
			onlyFor(withoutFunctions),
		),
		...ofFunctions.inputs,
	],
	details: ofFunctions.details,
	options: ofFunctions.options,
});
