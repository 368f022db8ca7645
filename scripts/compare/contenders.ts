import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** Where a stand-in service is to be found. */
export interface Address {
	/** Without /api/v1. */
	host: string;
	baseUrl: string;
	apiKey: string;
}

/** How the two nodes are asked for the very same: five seconds of video from an image that is on the web. */
export interface Contender {
	/** Its package, from the folder in which both are installed. */
	package: string;
	type: string;
	typeVersion: number;
	credentialType: string;
	credential(service: Address): IDataObject;
	parameters(model: string): INodeParameters;
}

const image = 'https://example.com/first-frame.png';
const prompt = 'A cat runs across the grass';
const region = 'ap-southeast-1';

const builtIn: Contender = {
	package: 'node_modules/@n8n/n8n-nodes-langchain',
	type: '@n8n/n8n-nodes-langchain.alibabaCloud',
	typeVersion: 1.1,
	credentialType: 'alibabaCloudApi',
	// `url` is a hidden field that n8n works out from the region; here it names the stand-in.
	credential: ({ apiKey, host }) => ({ apiKey, region, url: host }),
	parameters: (model) => ({
		resource: 'video',
		operation: 'imageToVideo',
		modelId: { __rl: true, mode: 'id', value: model },
		inputType: 'url',
		imgUrl: image,
		prompt,
		resolution: '720P',
		duration: 5,
		shotType: 'multi',
		imageToVideoOptions: { promptExtend: true },
	}),
};

const thisNode: Contender = {
	package: 'n8n-nodes-wan',
	type: 'n8n-nodes-wan.wan',
	typeVersion: 1,
	credentialType: 'modelStudioApi',
	credential: ({ apiKey, baseUrl }) => ({ apiKey, region, workspaceId: '', baseUrl }),
	parameters: (model) => ({
		resource: 'video',
		operation: 'generateFromImage',
		model: { __rl: true, mode: 'list', value: model },
		firstFrameSource: 'url',
		firstFrameUrl: image,
		prompt,
		resolution: '720P',
		duration: 5,
		options: { shotType: 'multi', promptExtend: true },
	}),
};

export const contenders = { builtIn, thisNode };
export type ContenderName = keyof typeof contenders;
