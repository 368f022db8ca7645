import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { modelsThatMake } from '../../../core/catalogue';
import { soundTrackFields } from '../../fields/media';
import { videoOperation } from '../../fields/video';
import { unlessLacking } from '../../fields/visibility';
import { makeVideos } from '../../n8n/makeVideos';

const models = modelsThatMake('generateFromText');

export const description = videoOperation('generateFromText', models, {
	inputs: [
		...soundTrackFields(
			unlessLacking(models, ({ audioUrl }) => audioUrl !== undefined),
			'Link to the sound track, WAV or MP3, of 3 (Wan 2.7: 2) to 30 seconds. Without it the model makes its own sound. What is longer than the video is cut.',
		),
	],
	prompt: 'What the video shows and what happens in it',
});

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await makeVideos(context, 'generateFromText');
}
