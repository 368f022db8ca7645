import {
	audio,
	clip,
	res720And1080,
	image,
	negativePrompt,
	prompt,
	from25,
	base,
	withSnapshots,
} from './common';
import { prices } from './prices';
import type { WanModel } from './types';

/** Image-to-video 2.7: frames, sound track or a clip to go on from ("Image-to-video API reference", June 2026). */
export const imageToVideo27Models: readonly WanModel[] = withSnapshots(
	{
		...base,
		...from25,
		id: 'wan2.7-i2v',
		label: 'Wan 2.7 Image to Video',
		// "Image-to-video - first frame API reference", 2026-04-24.
		recommended: true,
		summary: 'First frame, last frame, sound track, or a clip to continue; always with sound',
		operations: ['generateFromImage', 'continue'],
		dialect: 'media',
		prompt: prompt(5000),
		negativePrompt,
		firstFrame: image(20, { required: true, maxRatio: 8 }),
		lastFrame: image(20, { maxRatio: 8 }),
		audioUrl: audio(2, 30),
		firstClip: clip(2, 10, true),
		combinations: [
			['firstFrame'],
			['firstFrame', 'audioUrl'],
			['firstFrame', 'lastFrame'],
			['firstFrame', 'lastFrame', 'audioUrl'],
			['firstClip'],
			['firstClip', 'lastFrame'],
		],
		resolution: res720And1080,
		// With a first clip this is the length of the whole, clip included, and all of it is charged.
		duration: { kind: 'range', min: 2, max: 15, default: 5 },
		sound: 'always',
		price: prices.wan26And27,
	},
	['2026-04-25'],
);
