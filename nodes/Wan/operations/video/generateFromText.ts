import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { modelsFor } from '../../../core/catalogue';
import { soundTrackFields } from '../../fields/media';
import { videoOperation } from '../../fields/video';
import { makeVideos } from './generate';

const models = modelsFor('generateFromText');

export const description = videoOperation('generateFromText', models, {
	prompt: {
		description: 'What the video shows and what happens in it',
		example: 'A cat runs across the grass, the camera follows',
	},
	sound: soundTrackFields(models),
});

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await makeVideos(context, 'generateFromText');
}
