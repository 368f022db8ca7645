import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { modelsThatMake } from '../../../core/catalogue';
import { soundTrackField } from '../../fields/soundTrack';
import { videoOperation } from '../../fields/video';
import { makeVideos } from '../../n8n/makeVideos';

const models = modelsThatMake('generateFromText');

export const description = videoOperation('generateFromText', models, {
	preset: 'wan2.7-t2v',
	inputs: [...soundTrackField(models)],
	prompt: 'What the video shows and what happens in it',
});

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await makeVideos(context, 'generateFromText');
}
