import type { ParameterKinds } from './parameterRules';
import type { MediaName } from './mediaInputs';
import { portraitCheck } from './portraitCheck';

/**
 * How a model wants its inputs written. `flat`: `img_url`, `audio_url`; `frames`: `first_frame_url`, `last_frame_url`;
 * `media`: a list of `{type, url}`; `references`: `reference_urls`; `vace`: `function` and its fields; `animate`:
 * `image_url` and `video_url`, with the watermark among the inputs; `speech`: `image_url` and `audio_url`.
 */
export type BodyDialect = 'flat' | 'frames' | 'media' | 'references' | 'vace' | 'animate' | 'speech';

/** A value that a user sets for a video: how the editor, the checks and the body have it. */
export interface Parameter {
	/** Its name for users. */
	label: string;
	kind: keyof ParameterKinds;
	/** The editor keeps it among Options; left out: as a field of its own. */
	from?: 'options';
	/** It was a field of its own before it moved to Options; workflows that were saved then keep their value. */
	wasField?: true;
	/** The name under which workflows store it, where that is another. */
	storedAs?: string;
	/** Left out: it has no field of its own in the body. */
	body?: {
		name: string;
		/** Left out: among the parameters. */
		in?: 'input';
		/** The dialect that has it among the inputs all the same. */
		inputOf?: BodyDialect;
		/** The one dialect that has it. */
		only?: BodyDialect;
		/**
		 * `always`, for what decides the price: wherever the model leaves a choice, rather than leaving it to the
		 * service's default. `set`: what the user added. Left out: what differs from the service's default.
		 */
		when?: 'always' | 'set';
	};
	/** What the service does when a flag is not sent. */
	default?: boolean;

	/** Files of which at least one has to be there for it to mean anything. */
	needs?: readonly MediaName[];

	/** For the editor. */
	description: string;
	/** What is typed in; a choice with it is typed in where the model, and with it the list, is not known before. */
	example?: string;
	/** Whether its options have prices. */
	priced?: true;
	/** Words for options whose values do not say all. */
	options?: Readonly<Record<string, { name: string; description?: string }>>;
	/** What it is called to choose none, where there is no default. */
	none?: string;
}

/** All parameters, in the order in which the editor and the body have them. Files are in `mediaInputs.ts`. */
const parameters = {
	editFunction: {
		label: 'Function',
		kind: 'choice',
		storedAs: 'function',
		body: { name: 'function', in: 'input', when: 'set', only: 'vace' },
		description: 'What to do with the video',
		options: {
			image_reference: {
				name: 'From Image References',
				description: 'A new video with the objects and background of 1-3 images',
			},
			video_edit: { name: 'Edit an Area', description: 'Replace what a mask marks' },
			video_extension: { name: 'Extend', description: 'Extend frames or short clips to 5 seconds' },
			video_outpainting: { name: 'Outpaint', description: 'Make the frame larger on any side' },
			video_repainting: { name: 'Repaint', description: 'Keep motion or depth, repaint the rest' },
		},
	},
	prompt: {
		label: 'Prompt',
		kind: 'text',
		body: { name: 'prompt', in: 'input', when: 'set' },
		description: 'What the video shows and what happens in it',
	},
	negativePrompt: {
		label: 'Negative Prompt',
		kind: 'text',
		from: 'options',
		body: { name: 'negative_prompt', in: 'input', when: 'set' },
		description: 'What must not be in the video, up to 500 characters',
		example: 'low resolution, extra fingers',
	},
	mode: {
		label: 'Mode',
		kind: 'choice',
		body: { name: 'mode', when: 'always' },
		description: 'Quality of the animation. Pro is better and costs more.',
		example: 'wan-std',
		priced: true,
		options: { 'wan-std': { name: 'Standard' }, 'wan-pro': { name: 'Pro' } },
	},
	resolution: {
		label: 'Resolution',
		kind: 'choice',
		body: { name: 'resolution', when: 'always' },
		description: 'Pixel count of the video. A higher resolution costs more.',
		example: '720P',
		priced: true,
	},
	size: {
		label: 'Size',
		kind: 'choice',
		body: { name: 'size', when: 'always' },
		description: 'Width and height of the video in pixels. A larger size costs more.',
		example: '1280*720',
		priced: true,
	},
	ratio: {
		label: 'Aspect Ratio',
		kind: 'choice',
		body: { name: 'ratio' },
		description: 'Width to height of the video',
		options: { adaptive: { name: 'Adaptive', description: 'As it fits the prompt and the media' } },
		none: 'Like the Video',
	},
	duration: {
		label: 'Duration',
		kind: 'duration',
		body: { name: 'duration', when: 'always' },
		description: 'Length of the video. Every second is charged.',
		example: '5',
	},
	audio: {
		label: 'Audio',
		kind: 'flag',
		body: { name: 'audio' },
		default: true,
		description: 'Whether the video has sound',
	},
	shotType: {
		label: 'Shot Type',
		kind: 'choice',
		from: 'options',
		wasField: true,
		body: { name: 'shot_type' },
		description: 'Number of shots, whatever the prompt says. Has no effect while Prompt Extend is off.',
		options: {
			single: { name: 'Single', description: 'One continuous shot' },
			multi: { name: 'Multi', description: 'Several shots that tell a story' },
		},
	},
	audioSetting: {
		label: 'Audio Setting',
		kind: 'choice',
		body: { name: 'audio_setting' },
		description: 'Where the sound of the new video comes from',
		options: {
			auto: { name: 'Auto', description: 'The prompt decides, and the sound may be new' },
			origin: { name: 'Original', description: 'The sound of the video' },
		},
	},
	checkImage: {
		label: 'Check Image',
		kind: 'flag',
		from: 'options',
		body: { name: 'check_image' },
		default: true,
		description: 'Whether the service first checks the image. On unless you turn it off.',
	},
	promptExtend: {
		label: 'Prompt Extend',
		kind: 'flag',
		from: 'options',
		body: { name: 'prompt_extend', when: 'set' },
		default: true,
		description:
			'Whether a language model first rewrites the prompt, which helps if it is short. On unless you turn it off.',
	},
	watermark: {
		label: 'Watermark',
		kind: 'flag',
		from: 'options',
		body: { name: 'watermark', inputOf: 'animate', when: 'set' },
		default: false,
		description: 'Whether to put "AI Generated" into the lower right corner',
	},
	seed: {
		label: 'Seed',
		kind: 'number',
		from: 'options',
		body: { name: 'seed', when: 'set' },
		description: 'The same seed makes similar videos. Without it, each video gets its own.',
	},
	controlCondition: {
		label: 'Control Condition',
		kind: 'choice',
		body: { name: 'control_condition', when: 'set', only: 'vace' },
		description: 'What of the motion in the video is kept',
		options: {
			posebodyface: { name: 'Pose and Face' },
			posebody: { name: 'Pose' },
			depth: { name: 'Depth' },
			scribble: { name: 'Outlines' },
		},
	},
	maskType: {
		label: 'Mask Type',
		kind: 'choice',
		from: 'options',
		wasField: true,
		body: { name: 'mask_type', only: 'vace' },
		needs: ['maskImage', 'maskVideo'],
		description: 'Whether the mask follows what it marks',
		options: {
			tracking: { name: 'Follows the Motion' },
			fixed: { name: 'Stays in Place' },
		},
	},
	expandMode: {
		label: 'Expand Mode',
		kind: 'choice',
		from: 'options',
		wasField: true,
		body: { name: 'expand_mode', only: 'vace' },
		needs: ['maskImage', 'maskVideo'],
		description: 'The shape to which the mask grows',
		options: {
			hull: { name: 'Polygon' },
			bbox: { name: 'Rectangle' },
			original: { name: 'As It Is' },
		},
	},
	maskFrame: {
		label: 'Mask Frame',
		kind: 'number',
		from: 'options',
		wasField: true,
		body: { name: 'mask_frame_id', in: 'input', only: 'vace' },
		needs: ['maskImage'],
		description: 'The frame of the video that the mask image belongs to, from 1',
	},
	strength: {
		label: 'Strength',
		kind: 'number',
		from: 'options',
		wasField: true,
		body: { name: 'strength', only: 'vace' },
		description: 'How closely the motion is kept, 0 to 1',
	},
	expandRatio: {
		label: 'Expand Ratio',
		kind: 'number',
		from: 'options',
		wasField: true,
		body: { name: 'expand_ratio', only: 'vace' },
		needs: ['maskImage', 'maskVideo'],
		description: 'How far the mask grows, 0 to 1',
	},
	topScale: {
		label: 'Top Scale',
		kind: 'number',
		body: { name: 'top_scale', only: 'vace' },
		description: 'How much larger the frame becomes at the top, 1 to 2',
	},
	bottomScale: {
		label: 'Bottom Scale',
		kind: 'number',
		body: { name: 'bottom_scale', only: 'vace' },
		description: 'How much larger the frame becomes at the bottom, 1 to 2',
	},
	leftScale: {
		label: 'Left Scale',
		kind: 'number',
		body: { name: 'left_scale', only: 'vace' },
		description: 'How much larger the frame becomes on the left, 1 to 2',
	},
	rightScale: {
		label: 'Right Scale',
		kind: 'number',
		body: { name: 'right_scale', only: 'vace' },
		description: 'How much larger the frame becomes on the right, 1 to 2',
	},
	template: {
		label: 'Effect',
		kind: 'choice',
		body: { name: 'template', in: 'input', when: 'set' },
		description: 'A ready-made effect on the first frame, in place of the prompt',
		example: 'flying',
		options: {
			coupleheart: { name: 'Couple Heart' },
			crystalrose: { name: 'Crystal Rose' },
			frenchkiss: { name: 'French Kiss' },
			icecream: { name: 'Ice Cream' },
			singleheart: { name: 'Single Heart' },
		},
	},
	checkPortrait: {
		label: 'Check Portrait First',
		kind: 'flag',
		from: 'options',
		// A call of its own before.
		default: false,
		description: `Whether the service first checks the portrait, for CNY ${portraitCheck.price['cn-beijing']}. A portrait that does not fit then costs no more.`,
	},
	refuseEmptyPrompt: {
		label: 'Refuse Empty Prompt',
		kind: 'flag',
		from: 'options',
		default: false,
		description:
			'Whether an item without a prompt fails before anything is paid, even if the model does not need one',
	},
	// These two go into the body last, over all that the others say.
	additionalInput: {
		label: 'Additional Input',
		kind: 'json',
		from: 'options',
		description: 'Added to the input of the request, over what the fields say',
		example: '{ "img_url": "https://example.com/cat.png" }',
	},
	additionalParameters: {
		label: 'Additional Parameters',
		kind: 'json',
		from: 'options',
		description: 'Added to the parameters of the request, over what the fields say',
		example: '{ "resolution": "720P" }',
	},
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof parameters;

export const parameterNames = Object.keys(parameters) as ParameterName[];

/** The row of a parameter, with all that a row may have. */
export function parameterOf(name: ParameterName): Parameter {
	return parameters[name];
}

type KindOf<N extends ParameterName> = ParameterKinds[(typeof parameters)[N]['kind']];

/** Values that passed. */
export type ParameterValues = { [N in ParameterName]?: KindOf<N>['value'] };

/** Those whose rule follows from something else that is said of a model (`derivedRules`). */
export type DerivedParameter =
	| 'editFunction'
	| 'template'
	| 'audio'
	| 'checkPortrait'
	| 'refuseEmptyPrompt'
	| 'additionalInput'
	| 'additionalParameters';

/** What a model says of its parameters; what it does not name, it does not have. */
export type ParameterRules = { [N in Exclude<ParameterName, DerivedParameter>]?: KindOf<N>['rule'] };
