import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { modelsThatMake } from '../../../core/catalogue';
import { binarySourceField, soundTrackFields, sourceField } from '../../fields/media';
import { mediaFields } from '../../fields/mediaFields';
import { videoOperation } from '../../fields/video';
import { unlessLacking } from '../../fields/visibility';
import { makeVideos } from '../../n8n/makeVideos';

const models = modelsThatMake('generateFromImage');

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
	...mediaFields('lastFrame', 'Last Frame', {
		required: false,
		takes: 'Link to the image with which the video ends',
		placeholder: 'e.g. https://example.com/last-frame.png',
		displayOptions: unlessLacking(models, ({ lastFrame }) => lastFrame !== undefined),
	}),
	...soundTrackFields(
		unlessLacking(models, ({ audioUrl }) => audioUrl !== undefined),
		'Link to the sound track, WAV or MP3, of 3 (Wan 2.7: 2) to 30 seconds. Without it the model makes its own sound. What is longer than the video is cut.',
	),
];

export const description = videoOperation('generateFromImage', models, {
	inputs,
	prompt: 'What happens in the video. May be empty.',
});

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await makeVideos(context, 'generateFromImage');
}
