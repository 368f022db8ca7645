import { pixelsOfTier } from '../catalogue';
import type { ValidatedVideo } from './validate';

interface Size {
	/** Pixels. */
	width: number;
	height: number;
}

/** Sides of every video are multiples of this (seed page, FAQ). */
const STEP_PIXELS = 16;

/**
 * The size of the video that the service will make from an image. The seed page describes it (the image's shape, the
 * tier's pixel count, sides in multiples of 16) and gives one example; the rule is derived from that: both sides of the
 * image are scaled to the tier's pixel count and then cut down to a multiple of 16, as the open Wan 2.1 does.
 *
 * 750x1000 at 720P gives the page's 816x1104. Of the sizes published for text to video, 1280x720, 720x1280, 960x960,
 * 832x480, 480x832, 624x624 and 1440x1440 come out for images of exactly these shapes. 16:9 at 1080P gives 1920x1072,
 * because 1080 is no multiple of 16, and 4:3 at 720P gives 1104x816, where the lists have 1088x832 and 1104x832.
 */
function predictSize(image: Size, pixels: number): Size {
	const scale = Math.sqrt(pixels / (image.width * image.height));
	return { width: cutDown(image.width * scale), height: cutDown(image.height * scale) };
}

/** The root is not exact: 1279.9999999 stands for 1280. */
function cutDown(side: number): number {
	return Math.max(STEP_PIXELS, Math.floor((side + 1e-6) / STEP_PIXELS) * STEP_PIXELS);
}

/** The same in words, where the image is a file, so that its size is known. */
export function predictedSizeOf({ model, firstFrame, resolution }: ValidatedVideo): string | undefined {
	// A model with ratios makes its own choice.
	if (model.ratio || firstFrame === undefined || typeof firstFrame === 'string') return undefined;
	if (firstFrame.info.kind !== 'image') return undefined;
	const { width, height, rotated } = firstFrame.info;
	const pixels = pixelsOfTier(resolution);
	if (!pixels) return undefined;
	// As it is seen, not as it is stored.
	const size = predictSize(rotated ? { width: height, height: width } : { width, height }, pixels);
	return `${size.width}x${size.height}`;
}
