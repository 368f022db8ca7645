import { modelsFor } from '../../../core/catalogue';
import { mediaFields } from '../../fields/media';
import { videoOperation } from './generate';

const models = modelsFor('animate');

export const animate = videoOperation('animate', models, {
	inputs: [
		...mediaFields('characterImage', {
			required: true,
			takes:
				'Link to an image with one person, JPEG, PNG, BMP or WEBP with sides of 200 to 4096 pixels, up to 5 MB',
			field: 'image',
		}),
		...mediaFields('motionVideo', {
			required: true,
			takes: 'Link to an MP4, MOV or AVI clip of 2-30 seconds with the motion',
			field: 'video',
		}),
	],
});
