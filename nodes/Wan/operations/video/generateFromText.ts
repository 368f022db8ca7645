import { modelsFor } from '../../../core/catalogue';
import { soundTrackFields } from '../../fields/media';
import { videoOperation } from './generate';

const models = modelsFor('generateFromText');

export const generateFromText = videoOperation('generateFromText', models, {
	prompt: {
		description: 'What the video shows and what happens in it',
		example: 'A cat runs across the grass, the camera follows',
	},
	sound: soundTrackFields(models),
});
