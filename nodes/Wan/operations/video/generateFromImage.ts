import type { INodeProperties } from 'n8n-workflow';

import { modelsFor, type WanModel } from '../../../core/catalogue';
import { binarySourceField, lastFrameFields, soundTrackFields, sourceField } from '../../fields/media';
import { onlyFor, unlessLacking } from '../../fields/visibility';
import { videoOperation } from './generate';

const models = modelsFor('generateFromImage');

const needsLastFrame = ({ lastFrame, neededInPractice }: WanModel) =>
	lastFrame?.required === true || neededInPractice?.includes('lastFrame') === true;

const inputs: INodeProperties[] = [
	sourceField('firstFrame', 'First Frame', [
		{ name: 'Binary Field', value: 'binary', description: 'An image that an earlier node put into the item' },
		{ name: 'URL', value: 'url', description: 'A link that the service can open without login' },
	]),
	binarySourceField('firstFrame', 'First Frame Field'),
	{
		displayName: 'First Frame URL',
		name: 'firstFrameUrl',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://example.com/first-frame.png',
		description:
			'Link to a JPEG, PNG (without alpha channel), BMP or WEBP image with sides of 240 to 8000 pixels',
		displayOptions: { show: { firstFrameSource: ['url'] } },
	},
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
