import type { INodeParameters } from 'n8n-workflow';

import { defaultModels, findModel } from '../../nodes/core/catalogue';
import { audioLink, imageLink, videoLink } from './family';

const url = (name: string, link: string) => ({ [`${name}Source`]: 'url', [`${name}Url`]: link });
const reference = { kind: 'image', source: 'url', url: imageLink };
const inputs: Record<string, INodeParameters> = {
	generateFromImage: { ...url('firstFrame', imageLink), prompt: 'Image moves' },
	generateFromText: { prompt: 'A cat runs' },
	generateFromReferences: { references: { reference: [reference] }, prompt: 'Image 1 dances' },
	continue: { ...url('firstClip', videoLink), prompt: 'It goes on' },
	edit: { ...url('video', videoLink), prompt: 'It snows' },
	animate: { ...url('characterImage', imageLink), ...url('motionVideo', videoLink) },
	generateFromSpeech: { ...url('portrait', imageLink), ...url('speech', audioLink) },
};
/** Every operation that makes videos, with the model that it begins with and a region that has it. */
export const makings = Object.entries(defaultModels).map(([operation, model]) => ({
	operation,
	model,
	region: findModel(model)?.regions[0] ?? 'ap-southeast-1',
}));

/** The parameters of a legal video of this operation. */
export function parametersFor(operation: string, model: string, more: INodeParameters = {}): INodeParameters {
	return {
		resource: 'video',
		operation,
		model: { __rl: true, mode: 'list', value: model },
		...inputs[operation],
		...more,
	};
}
