import type { AudioRule, ImageRule, VideoRule } from './mediaRules';

interface MediaKinds {
	image: ImageRule;
	video: VideoRule;
	audio: AudioRule;
}

/** The single files that models read, with their names in the editor; lists of files are references. */
export const mediaInputs = {
	firstFrame: { label: 'First Frame', kind: 'image' },
	lastFrame: { label: 'Last Frame', kind: 'image' },
	maskImage: { label: 'Mask Image', kind: 'image' },
	characterImage: { label: 'Character Image', kind: 'image' },
	portrait: { label: 'Portrait', kind: 'image' },
	firstClip: { label: 'First Clip', kind: 'video' },
	lastClip: { label: 'Last Clip', kind: 'video' },
	video: { label: 'Video', kind: 'video' },
	maskVideo: { label: 'Mask Video', kind: 'video' },
	motionVideo: { label: 'Motion Video', kind: 'video' },
	audioUrl: { label: 'Audio URL', kind: 'audio' },
	speech: { label: 'Speech', kind: 'audio' },
} as const satisfies Record<string, { label: string; kind: keyof MediaKinds }>;

export type MediaName = keyof typeof mediaInputs;

export const mediaNames = Object.keys(mediaInputs) as MediaName[];

/** What a model says of the files that it takes. */
export type MediaInputRules = { [N in MediaName]?: MediaKinds[(typeof mediaInputs)[N]['kind']] };
