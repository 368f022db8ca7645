import { findModel, type WanModel } from '../../nodes/core/catalogue';
import { MediaFile } from '../../nodes/core/media/file';
import { predictedSizeOf } from '../../nodes/core/request/outputSize';

type Tier = '480P' | '720P' | '1080P';

/** What the node says of a video that is made from an image of this size. */
function predicted(width: number, height: number, resolution: Tier): { width: number; height: number } {
	const info = { kind: 'image', format: 'png', mimeType: 'image/png', width, height, alpha: false } as const;
	const firstFrame = new MediaFile({ open: async () => new Uint8Array() }, info, 1, '');
	const model = findModel('wan2.6-i2v') as WanModel;
	const video = { model, region: 'ap-southeast-1', operation: 'generateFromImage' } as const;
	const [, ...sides] =
		/^(\d+)x(\d+)$/.exec(predictedSizeOf({ ...video, firstFrame, resolution }) ?? '') ?? [];
	return { width: Number(sides[0]), height: Number(sides[1]) };
}

const cases: Array<[image: [number, number], tier: Tier, video: [number, number]]> = [
	// The example of the seed page's FAQ.
	[[750, 1000], '720P', [816, 1104]],
	// The sizes that the text-to-video reference publishes, for images of these shapes.
	[[1280, 720], '720P', [1280, 720]],
	[[1920, 1080], '720P', [1280, 720]],
	[[720, 1280], '720P', [720, 1280]],
	[[500, 500], '720P', [960, 960]],
	[[832, 480], '480P', [832, 480]],
	[[480, 832], '480P', [480, 832]],
	[[4000, 4000], '480P', [624, 624]],
	[[240, 240], '1080P', [1440, 1440]],
	// 1080 is no multiple of 16.
	[[1920, 1080], '1080P', [1920, 1072]],
	[[1080, 1920], '1080P', [1072, 1920]],
	[[1000, 750], '720P', [1104, 816]],
];

test.each(cases)('An image of %j at %s makes a video of %j', ([width, height], tier, video) => {
	const size = predicted(width, height, tier);
	expect([size.width, size.height]).toEqual(video);
});

test('Every legal image gives sides in multiples of 16, near the tier and near its own shape', () => {
	const pixels = { '480P': 832 * 480, '720P': 1280 * 720, '1080P': 1920 * 1080 };
	for (const tier of ['480P', '720P', '1080P'] as const) {
		for (let width = 240; width <= 8000; width += 397) {
			for (let height = 240; height <= 8000; height += 389) {
				const size = predicted(width, height, tier);
				expect([size.width % 16, size.height % 16]).toEqual([0, 0]);
				expect(Math.min(size.width, size.height)).toBeGreaterThan(0);
				expect(size.width * size.height).toBeLessThanOrEqual(pixels[tier] + 1);
				if (Math.max(width / height, height / width) > 4) continue;
				expect(size.width * size.height).toBeGreaterThan(pixels[tier] * 0.9);
				expect(Math.abs(Math.log((size.width / size.height) * (height / width)))).toBeLessThan(0.06);
			}
		}
	}
});
