import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { imageToVideoModels } from '../../../core/catalogue';
import type { VideoValues } from '../../../core/request/values';
import { modelField, readModel } from '../../fields/model';
import { binarySourceField, sourceField } from '../../fields/media';
import { modelFields, modelOptions } from '../../fields/modelFields';
import { simplifyField, videoOptions } from '../../fields/options';
import { makeVideos } from '../../n8n/makeVideos';
import { readMediaFile } from '../../n8n/mediaInput';
import { readOptions } from '../../n8n/settings';

const models = imageToVideoModels;

const properties: INodeProperties[] = [
	modelField(models, 'wan2.6-i2v-flash'),
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
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. A cat runs across the grass, the camera follows',
		description: 'What happens in the video. May be empty.',
	},
	...modelFields(models),
	{
		displayName: 'Wait for Video',
		name: 'waitForVideo',
		type: 'boolean',
		default: true,
		description:
			'Whether to wait until the video is ready (1-5 minutes) and output it. If off, the node outputs the task at once; fetch the video later with Task: Wait or Task: Get.',
	},
	simplifyField,
	videoOptions(modelOptions(models)),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['video'], operation: ['generateFromImage'] } },
	properties,
);

export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await makeVideos(context, async (itemIndex) => await readValues(context, itemIndex));
}

/** The engine takes away the fields that the chosen model does not have, hence the fallback; `undefined` would not count as one. */
async function readValues(context: IExecuteFunctions, itemIndex: number): Promise<VideoValues> {
	const field = (name: string) => context.getNodeParameter(name, itemIndex, null) as unknown;
	const { negativePrompt, promptExtend, watermark, seed } = readOptions(context, itemIndex);
	const file = async (name: string) => await readMediaFile(context, itemIndex, field(name));
	const audioSource = field('audioSource');
	return {
		model: readModel(context, itemIndex),
		prompt: field('prompt'),
		negativePrompt,
		firstFrame: field('firstFrameSource') === 'url' ? field('firstFrameUrl') : await file('firstFrameBinary'),
		audioUrl:
			audioSource === 'binary'
				? await file('audioBinary')
				: audioSource === 'none'
					? undefined
					: field('audioUrl'),
		resolution: field('resolution'),
		duration: field('duration'),
		audio: field('audio'),
		shotType: field('shotType'),
		promptExtend,
		watermark,
		seed,
	};
}
