import { modelsFor } from '../../../core/catalogue';
import { lastFrameFields, mediaFields } from '../../fields/media';
import { videoOperation } from './generate';

const models = modelsFor('continue');

export const continueVideo = videoOperation('continue', models, {
	inputs: [
		...mediaFields('firstClip', {
			required: true,
			takes: 'Link to an MP4 or MOV clip of 2-10 seconds that the video goes on from',
		}),
		...lastFrameFields(false),
	],
	prompt: {
		description: 'How the video goes on. Its Duration is that of the whole, clip included.',
		example: 'The camera rises above the trees, the sun goes down',
	},
});
