import type { EditFunction, EditFunctionRule, Operation, MediaName, WanModel } from './types';

/** The files that each kind of making may start from, in the order in which a user meets them. */
export const mediaFor: Record<Operation, readonly MediaName[]> = {
	generateFromImage: ['firstFrame', 'lastFrame', 'audioUrl'],
	generateFromText: ['audioUrl'],
	generateFromReferences: ['firstFrame'],
	continue: ['firstClip', 'lastFrame'],
	edit: ['video', 'maskImage', 'maskVideo', 'firstFrame', 'lastFrame', 'firstClip', 'lastClip'],
	animate: ['characterImage', 'motionVideo'],
	generateFromSpeech: ['portrait', 'speech'],
};

/** What kind of file each is. */
export const mediaKindOf: Readonly<Record<MediaName, 'image' | 'video' | 'audio'>> = {
	firstFrame: 'image',
	lastFrame: 'image',
	maskImage: 'image',
	characterImage: 'image',
	portrait: 'image',
	firstClip: 'video',
	lastClip: 'video',
	video: 'video',
	maskVideo: 'video',
	motionVideo: 'video',
	audioUrl: 'audio',
	speech: 'audio',
};
export const mediaNames = Object.keys(mediaKindOf) as MediaName[];

/** A model's rules, with those of the function that was chosen, for a model that has functions. */
export type Rules = WanModel & Omit<EditFunctionRule, keyof WanModel>;

export function rulesOf(model: WanModel, editFunction?: EditFunction): Rules {
	return editFunction && model.functions ? { ...model, ...model.functions[editFunction] } : model;
}

/** The rule for a file that this making takes from this model, if it takes one. */
export function mediaRule(rules: Rules, operation: Operation, name: MediaName): Rules[MediaName] {
	if (!mediaFor[operation].includes(name)) return undefined;
	if (operation === 'generateFromReferences' && rules.framesOrReferences) return undefined;
	return rules[name];
}
