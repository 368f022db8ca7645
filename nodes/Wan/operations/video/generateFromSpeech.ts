import { modelsFor } from '../../../core/catalogue';
import { mediaFields } from '../../fields/media';
import { videoOperation } from './generate';

const models = modelsFor('generateFromSpeech');

export const generateFromSpeech = videoOperation('generateFromSpeech', models, {
	inputs: [
		...mediaFields('portrait', 'Portrait', {
			required: true,
			takes: 'Link to a picture of a face with sides of 400 to 7000 pixels',
			placeholder: 'e.g. https://example.com/portrait.png',
			field: 'image',
		}),
		...mediaFields('speech', 'Speech', {
			required: true,
			takes: 'Link to a WAV or MP3 recording of less than 20 seconds',
			placeholder: 'e.g. https://example.com/speech.mp3',
			field: 'audio',
		}),
	],
});
