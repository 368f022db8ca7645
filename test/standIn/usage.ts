import { SIZES } from './contract/fields';
import type { ModelContract, Value } from './contract/types';

interface Body {
	input: { media?: Array<{ type: string }> };
	parameters?: Record<string, Value>;
}

/** Nobody measures the media of a request here: every input video counts as this many seconds. */
const INPUT_VIDEO_SECONDS = 5;
/** A first clip counts as the shortest that is allowed, so that it fits into every total. */
const FIRST_CLIP_SECONDS = 2;
/** What a model that may choose the duration itself chooses. */
const CHOSEN_SECONDS = 8;

/** What a request says of a parameter, or else what the model does without it. */
function valueOf(contract: ModelContract, body: Body, name: string): Value | undefined {
	const rule = contract.parameters[name];
	return body.parameters?.[name] ?? (rule && 'usual' in rule ? rule.usual : undefined);
}

/** The pixels that a video has by its request: those of the size, or of the resolution in 16:9. */
export function pixelsOf(contract: ModelContract, body: Body): { width: number; height: number } | undefined {
	const given = (name: string) => String(valueOf(contract, body, name));
	const inTier: Record<string, string> = { '480P': '832*480', '720P': '1280*720', '1080P': '1920*1080' };
	const size = /^(\d+)\*(\d+)$/.exec(inTier[given('resolution')] ?? given('size'));
	return size ? { width: Number(size[1]), height: Number(size[2]) } : undefined;
}

/** `usage` in the dialect of the model. */
export function usageOf(contract: ModelContract, body: Body): Record<string, unknown> {
	const given = (name: string): Value | undefined => valueOf(contract, body, name);
	const has = (type: string): boolean => body.input.media?.some((item) => item.type === type) ?? false;
	const seconds = Number(given('duration') ?? 5);
	const size = given('size');
	const SR = shortSide(given('resolution'), size);
	const output = { output_video_duration: seconds, video_count: 1, SR };
	const withInput = (input: number) => ({
		duration: input + seconds,
		input_video_duration: input,
		...output,
	});

	switch (contract.usage) {
		case 'wan3.0': {
			const made = seconds === -1 ? CHOSEN_SECONDS : seconds;
			const input = has('reference_video') ? Math.min(INPUT_VIDEO_SECONDS, 30 - made) : 0;
			return {
				video_count: 1,
				duration: input + made,
				input_video_duration: input,
				output_video_duration: made,
				fps: 30,
				SR,
				ratio: given('ratio') === 'adaptive' ? '16:9' : given('ratio'),
			};
		}
		case 'wan2.7-i2v': {
			// With a first clip the duration is the total, and the total is billed.
			const input = has('first_clip') ? FIRST_CLIP_SECONDS : 0;
			const made = seconds - input;
			return {
				duration: seconds,
				input_video_duration: input,
				output_video_duration: made,
				video_count: 1,
				SR,
			};
		}
		case 'wan2.7-t2v':
			return { ...withInput(0), ratio: given('ratio') };
		case 'wan2.7-r2v':
			return { ...withInput(has('reference_video') ? INPUT_VIDEO_SECONDS : 0), ratio: given('ratio') };
		case 'wan2.7-videoedit': {
			// Without a duration, or with 0, as long as the input.
			const made = Number(given('duration') ?? 0) || 5.02;
			return {
				duration: 5.02 + made,
				input_video_duration: 5.02,
				output_video_duration: made,
				video_count: 1,
				SR,
			};
		}
		case 'wan2.6-i2v':
			return withInput(0);
		case 'wan2.6-i2v-flash':
			return { ...withInput(0), audio: given('audio') };
		case 'wan2.6-t2v':
			return { ...withInput(0), size };
		case 'wan2.6-r2v':
			return { ...withInput(INPUT_VIDEO_SECONDS), size };
		case 'wan2.5-i2v':
			return { duration: seconds, video_count: 1, SR };
		case 't2v-size':
			return { video_duration: seconds, video_ratio: size, video_count: 1 };
		case 'wan2.1-i2v':
		case 'vace':
			return { video_duration: seconds, video_ratio: 'standard', video_count: 1 };
		case 'kf2v':
			return { video_duration: seconds, video_count: 1, SR };
		case 'animate':
			return { video_duration: 5.2, video_ratio: given('mode') === 'wan-pro' ? 'pro' : 'standard' };
		case 's2v':
			return { duration: 18.13, size: SR === 720 ? '720*960' : '512*640', fps: 16, video_count: 1, SR };
		case 'detect':
			return { image_count: 1 };
	}
}

/** 480, 720 or 1080, from the resolution or from the tier of the size. */
function shortSide(resolution: Value | undefined, size: Value | undefined): number | undefined {
	if (resolution !== undefined) return Number.parseInt(String(resolution), 10);
	const tier = Object.entries(SIZES).find(([, sizes]) => sizes.includes(String(size)));
	return tier && Number(tier[0]);
}
