import {
	models,
	nameInRegion,
	rulesOf,
	type EditFunction,
	type Operation,
	type WanModel,
} from '../../nodes/core/catalogue';
import type { VideoValues } from '../../nodes/core/request/values';

/** For every model and everything that it makes: its smallest and its fullest legal wish. Written from the facts, field by field. */

export const png =
	'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const imageLink = 'https://example.com/cat.png';
export const videoLink = 'https://example.com/clip.mp4';
export const audioLink = 'https://example.com/voice.mp3';

export interface Wish {
	name: string;
	model: WanModel;
	smallest: VideoValues;
	fullest: VideoValues[];
}

const text = { prompt: 'A cat runs', negativePrompt: 'dogs' };
const options = { promptExtend: false, watermark: true, seed: 7 };

function inputsOf(
	model: WanModel,
	making: Operation,
	editFunction?: EditFunction,
): { smallest: object; fullest: object[] } {
	switch (making) {
		case 'generateFromImage': {
			const last = model.lastFrame ? { lastFrame: imageLink } : {};
			const sound = model.audioUrl ? { audioUrl: audioLink } : {};
			return {
				smallest: { firstFrame: imageLink, ...(model.neededInPractice && last) },
				fullest: [{ firstFrame: png, ...last, ...sound }],
			};
		}
		case 'generateFromText':
			return { smallest: { prompt: 'A cat' }, fullest: [model.audioUrl ? { audioUrl: audioLink } : {}] };
		case 'generateFromReferences':
			return referencesOf(model);
		case 'continue':
			return {
				smallest: { firstClip: videoLink },
				fullest: [{ firstClip: videoLink, lastFrame: png }],
			};
		case 'edit':
			if (editFunction) return vaceInputs[editFunction];
			return model.ratio ? videoEditInputs : clipEditInputs;
		case 'animate': {
			const both = { characterImage: imageLink, motionVideo: videoLink };
			return { smallest: both, fullest: [{ ...both, mode: 'wan-pro', checkImage: false }] };
		}
		case 'generateFromSpeech': {
			const both = { portrait: imageLink, speech: audioLink };
			return { smallest: both, fullest: [both] };
		}
	}
}

const image = { kind: 'image', url: imageLink };
const video = { kind: 'video', url: videoLink };

function referencesOf(model: WanModel): { smallest: object; fullest: object[] } {
	if (model.dialect === 'references') {
		return {
			smallest: { prompt: 'character1 runs', references: [image] },
			fullest: [{ references: [image, video, image, video, video] }],
		};
	}
	if (model.framesOrReferences) {
		const audio = { kind: 'audio', url: audioLink };
		const ten = Array.from({ length: 10 }, () => ({ ...image, url: png }));
		const five = (one: object) => Array.from({ length: 5 }, () => one);
		const file = { kind: 'file', url: 'https://example.com/story.pdf' };
		const link = { kind: 'link', url: 'https://example.com/story' };
		return {
			smallest: { prompt: 'A cat', references: [] },
			fullest: [
				{ references: [...ten, ...five(video), ...five(audio), file], duration: 25 },
				{ references: [link], duration: -1 },
			],
		};
	}
	const { video: clips, image: pictures } = model.references?.most ?? {};
	if (!clips) {
		const all = Array.from({ length: pictures ?? 0 }, () => ({ ...image, url: png }));
		return { smallest: { prompt: 'A cat', references: [image] }, fullest: [{ references: all }] };
	}
	const voiced = { ...image, url: png, voice: audioLink };
	return {
		smallest: { prompt: 'Image 1 runs', references: [image] },
		fullest: [
			{ references: [voiced, video, image, video, image], firstFrame: png, duration: 10 },
			{ references: [voiced], duration: 15 },
		],
	};
}

const videoEditInputs = {
	smallest: { video: videoLink },
	fullest: [
		{
			video: videoLink,
			referenceImages: [{ url: png }, { url: imageLink }, { url: imageLink }, { url: imageLink }],
			audioSetting: 'origin',
			ratio: '3:4',
			duration: 10,
		},
		{ video: videoLink, duration: 0 },
	],
};

/** Where the length and the shape follow the clip. */
const clipEditInputs = {
	smallest: { video: videoLink },
	fullest: [
		{
			video: videoLink,
			referenceImages: Array.from({ length: 5 }, () => ({ url: png })),
			audioSetting: 'origin',
		},
	],
};

const vaceInputs: Record<EditFunction, { smallest: object; fullest: object[] }> = {
	image_reference: {
		smallest: { referenceImages: [{ url: imageLink }] },
		fullest: [
			{
				referenceImages: [
					{ url: imageLink },
					{ url: imageLink, role: 'obj' },
					{ url: imageLink, role: 'bg' },
				],
				size: '832*1088',
			},
		],
	},
	video_repainting: {
		smallest: { video: videoLink, controlCondition: 'depth' },
		fullest: [
			{
				video: videoLink,
				controlCondition: 'scribble',
				referenceImages: [{ url: imageLink }],
				strength: 0.3,
			},
		],
	},
	video_edit: {
		smallest: { video: videoLink, maskVideo: videoLink },
		fullest: [
			{
				...{ video: videoLink, maskImage: imageLink, maskFrame: 3, referenceImages: [{ url: imageLink }] },
				...{ controlCondition: 'posebodyface', maskType: 'fixed', expandRatio: 0.2, expandMode: 'bbox' },
				size: '960*960',
			},
			{ video: videoLink, maskVideo: videoLink, maskFrame: 1 },
		],
	},
	video_extension: {
		smallest: { firstClip: videoLink },
		fullest: [
			{
				...{ firstFrame: imageLink, lastFrame: imageLink, firstClip: videoLink, lastClip: videoLink },
				...{ video: videoLink, controlCondition: 'depth' },
			},
		],
	},
	video_outpainting: {
		smallest: { video: videoLink },
		fullest: [{ video: videoLink, topScale: 1.5, bottomScale: 2, leftScale: 1.25, rightScale: 1.1 }],
	},
};

/** The last option of every choice and the highest number of every range, but for what the inputs say. */
function everythingElse(model: WanModel, making: Operation, editFunction?: EditFunction): VideoValues {
	const rules = rulesOf(model, editFunction);
	const last = (choice: { options: readonly string[] } | undefined) => choice?.options.at(-1);
	const { duration } = model;
	const longest =
		duration.kind === 'range' ? duration.max : duration.kind === 'list' ? duration.options.at(-1) : undefined;
	const resolution = rules.resolution?.options.filter((option) => !rules.resolution?.onlyIn?.[option]).at(-1);
	return {
		...(model.prompt && text),
		...(model.negativePrompt ? {} : { negativePrompt: undefined }),
		...{ resolution, size: last(rules.size), ratio: last(rules.ratio), duration: longest },
		...{ shotType: last(rules.shotType), audio: model.sound === 'switch' ? false : undefined },
		promptExtend: model.promptExtend ? options.promptExtend : undefined,
		watermark: model.watermark ? options.watermark : undefined,
		seed: model.seed ? options.seed : undefined,
		operation: making,
		model: model.id,
		editFunction,
	};
}

export const wishes: Wish[] = models.flatMap((model) =>
	model.operations.flatMap((making) => {
		const functions = (model.functions ? Object.keys(model.functions) : [undefined]) as Array<
			EditFunction | undefined
		>;
		return functions.map((editFunction): Wish => {
			const { smallest, fullest } = inputsOf(model, making, editFunction);
			const prompt = model.prompt?.required ? { prompt: 'A cat' } : {};
			return {
				name: [model.id, making, editFunction].filter(Boolean).join(', '),
				model,
				smallest: { operation: making, model: model.id, editFunction, ...prompt, ...smallest },
				fullest: fullest.map((one) => ({ ...everythingElse(model, making, editFunction), ...one })),
			};
		});
	}),
);

/** The names under which the service knows all models of the catalogue. */
export const serviceNames = models.flatMap((model) =>
	model.regions.map((region) => nameInRegion(model, region)),
);
