import { type MediaName, mediaNames, rulesOf } from '../catalogue';
import type { MediaInput, ValidatedVideo } from './validatedVideo';

/**
 * The video with something else in place of each of its files and links.
 * @param change gets one of them, and whether a data URL is documented for it
 */
export function mapMedia<Medium>(
	video: ValidatedVideo,
	change: (input: MediaInput, dataUrl: boolean) => Medium,
): ValidatedVideo<Medium> {
	const { references, referenceImages } = video;
	const rules = rulesOf(video.model, video.editFunction);
	const single: Partial<Record<MediaName, Medium>> = {};
	for (const name of mediaNames) {
		const input = video[name];
		if (input === undefined) continue;
		const rule = rules[name];
		single[name] = change(input, rule !== undefined && 'dataUrl' in rule && rule.dataUrl);
	}
	return {
		...(video as Omit<ValidatedVideo, MediaName>),
		...single,
		references: references?.map(({ kind, url, voice }) => ({
			kind,
			url: change(url, kind === 'image' && rules.references?.image?.dataUrl === true),
			...(voice && { voice: change(voice, false) }),
		})),
		referenceImages: referenceImages?.map(({ url, ...more }) => ({
			...more,
			url: change(url, rules.referenceImages?.dataUrl === true),
		})),
	};
}
