import { audio, BEIJING_ONLY, image, base } from './common';
import { portraitCheck } from './portraitCheck';
import { prices } from './prices';
import type { WanModel } from './types';

/** A portrait that speaks or sings ("wan-s2v API", May to October 2026). */
export const speechModels: readonly WanModel[] = [
	{
		...base,
		id: 'wan2.2-s2v',
		label: 'Wan 2.2 Speech to Video',
		summary: 'A portrait speaks or sings a recording of less than 20 seconds',
		operations: ['generateFromSpeech'],
		regions: BEIJING_ONLY,
		endpoint: 'image2video',
		dialect: 'speech',
		runMinutes: { from: 5, to: 10 },
		// The page names no size of the file and no data URL.
		portrait: image(0, { required: true, minSide: 400, maxSide: 7000, maxBytes: undefined, dataUrl: false }),
		speech: audio(0, 20, true),
		resolution: { options: ['480P', '720P'], default: '480P' },
		duration: { kind: 'input' },
		sound: 'input',
		promptExtend: false,
		watermark: false,
		seed: undefined,
		limits: { submitsPerSecond: 5, runningTasks: 1 },
		price: prices.speech,
		portraitCheck,
	},
];
