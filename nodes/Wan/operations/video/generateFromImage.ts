import type { INodeProperties } from 'n8n-workflow';

import { modelsFor, type WanModel } from '../../../core/catalogue';
import { lastFrameFields, mediaFields, soundTrackFields } from '../../fields/media';
import { onlyFor, unlessLacking } from '../../fields/visibility';
import { videoOperation } from './generate';

const models = modelsFor('generateFromImage');

const needsLastFrame = ({ lastFrame, neededInPractice }: WanModel) =>
	lastFrame?.required === true || neededInPractice?.includes('lastFrame') === true;

const inputs: INodeProperties[] = [
	...mediaFields('firstFrame', {
		required: true,
		takes: 'Link to a JPEG, PNG (without alpha channel), BMP or WEBP image with sides of 240 to 8000 pixels',
		sourceByExpression: true,
	}),
	...lastFrameFields(
		false,
		unlessLacking(models, (model) => model.lastFrame !== undefined && !needsLastFrame(model)),
	),
	...lastFrameFields(true, onlyFor(models.filter(needsLastFrame))),
];

export const generateFromImage = videoOperation('generateFromImage', models, {
	inputs,
	prompt: {
		description: 'What happens in the video. May be empty.',
		example: 'The cat runs towards the camera, leaves whirl up',
	},
	sound: soundTrackFields(models),
});
