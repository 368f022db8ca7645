import type { INodePropertyOptions } from 'n8n-workflow';

/** Words for a choice, and for its options where their names do not say all. */
export interface OptionLabels {
	displayName: string;
	description: string;
	options?: Record<string, { name: string; description?: string }>;
	/** The name of the empty option, for a choice without a default. */
	none?: string;
}

export const ratioLabels: OptionLabels = {
	displayName: 'Aspect Ratio',
	description: 'Width to height of the video',
	options: { adaptive: { name: 'Adaptive', description: 'As it fits the prompt and the media' } },
	none: 'Like the Video',
};

export const shotTypeLabels: OptionLabels = {
	displayName: 'Shot Type',
	description: 'Only has an effect while Prompt Extend is on. Goes before what the prompt says about shots.',
	options: {
		single: { name: 'Single', description: 'One continuous shot, whatever the prompt says' },
		multi: { name: 'Multi', description: 'Several shots that tell a story' },
	},
};

export const audioSettingLabels: OptionLabels = {
	displayName: 'Audio Setting',
	description: 'Where the sound of the new video comes from',
	options: {
		auto: { name: 'Auto', description: 'The model decides by the prompt and may make new sound' },
		origin: { name: 'Original', description: 'The sound of the video is kept' },
	},
};

export const maskTypeLabels: OptionLabels = {
	displayName: 'Mask Type',
	description: 'Whether the mask follows what it marks',
	options: {
		tracking: { name: 'Follows the Motion', description: 'The mask moves with what it marks' },
		fixed: { name: 'Stays in Place', description: 'The mask is the same in every frame' },
	},
};

export const expandModeLabels: OptionLabels = {
	displayName: 'Expand Mode',
	description: 'The form to which the mask grows',
	options: {
		hull: { name: 'Polygon', description: 'An outline around the mask' },
		bbox: { name: 'Rectangle', description: 'A box around the mask' },
		original: { name: 'As It Is', description: 'The form of the mask itself' },
	},
};

export const sizeLabels: OptionLabels = {
	displayName: 'Size',
	description: 'Width and height of the video in pixels',
};

const effectNames: Record<string, string> = {
	coupleheart: 'Couple Heart',
	crystalrose: 'Crystal Rose',
	frenchkiss: 'French Kiss',
	icecream: 'Ice Cream',
	singleheart: 'Single Heart',
};

/** `dance1` is `Dance 1`, `hanfu-1` is `Hanfu 1`. */
export function effectName(value: string): string {
	const words = value.replace(/-?(\d+)$/, ' $1');
	return effectNames[value] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** An option as the editor shows it. */
export function optionOf(value: string, words?: OptionLabels): INodePropertyOptions {
	return { name: value, value, ...words?.options?.[value] };
}
