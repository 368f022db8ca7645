import { MEGABYTE_BYTES } from '../base/units';
import {
	base,
	clip,
	from25,
	image,
	negativePrompt,
	prompt,
	RATIOS,
	res720And1080,
	sizes,
	upTo22,
} from './common';
import { prices } from './prices';
import type { ImagesRule, NumberRule, VideoRule, WanModel } from './types';

/** Editing ("Wan video editing API reference" and "VACE API reference", May to September 2026). */

const vaceImage = image(10, {
	formats: ['jpeg', 'png', 'bmp', 'tiff', 'webp'],
	minSide: 360,
	maxSide: 2000,
	dataUrl: false,
});
/** Longer clips are cut by the service. */
const vaceVideo = (required: boolean, maxSeconds = 5): VideoRule => ({
	required,
	formats: ['mp4'],
	minSeconds: 0,
	maxSeconds,
	minFramesPerSecond: 16,
	longerIsCut: true,
	maxBytes: 50 * MEGABYTE_BYTES,
});
const vaceImages = (least: number, most: number): ImagesRule => ({ ...vaceImage, least, most });
const vaceSize = sizes(['720P'], '1280*720');
const scale: NumberRule = { min: 1, max: 2, default: 1 };

export const videoEditingModels: readonly WanModel[] = [
	{
		...base,
		...from25,
		id: 'wan2.7-videoedit',
		label: 'Wan 2.7 Video Edit',
		summary: 'Changes a clip of 2-10 seconds by words and up to 4 images',
		operations: ['edit'],
		dialect: 'media',
		prompt: prompt(5000),
		negativePrompt,
		video: clip(2, 10, true),
		referenceImages: { ...image(20, { maxRatio: 8 }), least: 0, most: 4 },
		resolution: res720And1080,
		ratio: { options: RATIOS },
		duration: {
			kind: 'range',
			min: 2,
			max: 10,
			default: 0,
			also: { value: 0, meaning: 'keep the length of the video' },
		},
		audioSetting: { options: ['auto', 'origin'], default: 'auto' },
		sound: 'input',
		billedInputSeconds: Infinity,
		price: prices.wan26And27,
	},
	{
		...base,
		...upTo22,
		id: 'wan2.1-vace-plus',
		regionalIds: { 'cn-beijing': 'wanx2.1-vace-plus' },
		label: 'Wan 2.1 VACE Plus',
		summary: 'Masks, repainting, extension, larger frames, image references; silent, 5 seconds, 720P',
		operations: ['edit'],
		dialect: 'vace',
		prompt: prompt(800, true),
		functions: {
			image_reference: { referenceImages: { ...vaceImages(1, 3), roles: true }, size: vaceSize },
			video_repainting: {
				video: vaceVideo(true),
				referenceImages: vaceImages(0, 1),
				controlCondition: { options: ['posebodyface', 'posebody', 'depth', 'scribble'], required: true },
				strength: { min: 0, max: 1, default: 1 },
			},
			video_edit: {
				video: vaceVideo(true),
				referenceImages: vaceImages(0, 1),
				maskImage: vaceImage,
				maskFrame: { min: 1, max: Number.MAX_SAFE_INTEGER, default: 1, whole: true },
				maskVideo: vaceVideo(false),
				controlCondition: { options: ['posebodyface', 'depth'] },
				maskType: { options: ['tracking', 'fixed'], default: 'tracking' },
				expandRatio: { min: 0, max: 1, default: 0.05 },
				expandMode: { options: ['hull', 'bbox', 'original'], default: 'hull' },
				size: vaceSize,
			},
			video_extension: {
				firstFrame: vaceImage,
				lastFrame: vaceImage,
				firstClip: vaceVideo(false, 3),
				lastClip: vaceVideo(false, 3),
				video: vaceVideo(false),
				controlCondition: { options: ['posebodyface', 'depth'] },
			},
			video_outpainting: {
				video: vaceVideo(true),
				topScale: scale,
				bottomScale: scale,
				leftScale: scale,
				rightScale: scale,
			},
		},
		resolution: { options: ['720P'], default: '720P' },
		price: prices.wan21Plus,
	},
];
