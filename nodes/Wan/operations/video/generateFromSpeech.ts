import { modelsFor } from '../../../core/catalogue';
import { mediaFields } from '../../fields/media';
import { videoOperation } from './generate';

const models = modelsFor('generateFromSpeech');

export const generateFromSpeech = videoOperation('generateFromSpeech', models, {
	inputs: [
		...mediaFields('portrait', {
			required: true,
			takes: 'Link to a picture of a face with sides of 400 to 7000 pixels',
			field: 'image',
		}),
		...mediaFields('speech', {
			required: true,
			takes: 'Link to a WAV or MP3 recording of less than 20 seconds',
			field: 'audio',
		}),
	],
});
