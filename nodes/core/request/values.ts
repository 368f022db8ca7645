import type { MediaName, Operation } from '../catalogue';
import { MediaFile } from '../media/file';

/**
 * What the user entered, with nothing decided yet. Anything may be of the wrong type, because an expression can give
 * anything; `undefined`, `null` and an empty string mean "not set". Media: a link, a data URL or a `MediaFile`.
 */
export interface VideoValues extends Partial<Record<MediaName, unknown>> {
	/** What is wanted; without it, the first thing that the model can make. */
	operation?: Operation;
	model: unknown;
	/** How to write the body for a model that the catalogue does not know. */
	dialect?: unknown;
	prompt?: unknown;
	negativePrompt?: unknown;
	template?: unknown;
	/** `{ kind, url, voice }` each. */
	references?: unknown;
	/** `{ url, role }` each. */
	referenceImages?: unknown;
	editFunction?: unknown;
	resolution?: unknown;
	size?: unknown;
	ratio?: unknown;
	/** Seconds. */
	duration?: unknown;
	/** Whether the video has sound. */
	audio?: unknown;
	shotType?: unknown;
	audioSetting?: unknown;
	mode?: unknown;
	checkImage?: unknown;
	/** Whether the portrait is looked at first, for a charge. */
	checkPortrait?: unknown;
	controlCondition?: unknown;
	maskType?: unknown;
	expandMode?: unknown;
	maskFrame?: unknown;
	strength?: unknown;
	expandRatio?: unknown;
	topScale?: unknown;
	bottomScale?: unknown;
	leftScale?: unknown;
	rightScale?: unknown;
	promptExtend?: unknown;
	watermark?: unknown;
	seed?: unknown;
	/** JSON that goes into the body last. */
	additionalInput?: unknown;
	additionalParameters?: unknown;
}

export type FieldName = Exclude<keyof VideoValues, 'operation'>;

/** The fields by the names that the editor shows; messages use them. */
export const fieldNames: Record<FieldName, string> = {
	model: 'Model',
	dialect: 'Body Dialect',
	prompt: 'Prompt',
	negativePrompt: 'Negative Prompt',
	template: 'Effect',
	firstFrame: 'First Frame',
	lastFrame: 'Last Frame',
	audioUrl: 'Audio URL',
	firstClip: 'First Clip',
	lastClip: 'Last Clip',
	video: 'Video',
	maskImage: 'Mask Image',
	maskVideo: 'Mask Video',
	characterImage: 'Character Image',
	motionVideo: 'Motion Video',
	portrait: 'Portrait',
	speech: 'Speech',
	references: 'References',
	referenceImages: 'Reference Images',
	editFunction: 'Function',
	resolution: 'Resolution',
	size: 'Size',
	ratio: 'Aspect Ratio',
	duration: 'Duration',
	audio: 'Audio',
	shotType: 'Shot Type',
	audioSetting: 'Audio Setting',
	mode: 'Mode',
	checkImage: 'Check Image',
	checkPortrait: 'Check Portrait First',
	controlCondition: 'Control Condition',
	maskType: 'Mask Type',
	expandMode: 'Expand Mode',
	maskFrame: 'Mask Frame',
	strength: 'Strength',
	expandRatio: 'Expand Ratio',
	topScale: 'Top Scale',
	bottomScale: 'Bottom Scale',
	leftScale: 'Left Scale',
	rightScale: 'Right Scale',
	promptExtend: 'Prompt Extend',
	watermark: 'Watermark',
	seed: 'Seed',
	additionalInput: 'Additional Input',
	additionalParameters: 'Additional Parameters',
};

/** Fields whose files come from a binary field of another name. */
const fileFieldNames: Partial<Record<FieldName, string>> = { audioUrl: 'Audio Field' };

/** The field in which the editor has this value. */
export function fieldNameOf(field: FieldName, value: unknown): string {
	return (value instanceof MediaFile && fileFieldNames[field]) || fieldNames[field];
}

export function isSet(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

/** A value as a message may show it: short, and never a data URL. */
export function formatValue(value: unknown): string {
	const text = typeof value === 'string' ? value : asText(value);
	if (text.startsWith('data:')) return 'a data URL';
	return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** `a, b or c`. */
export function joinOr(values: readonly (string | number)[]): string {
	if (values.length < 2) return values.join('');
	return `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`;
}

function asText(value: unknown): string {
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		// Big integers and objects that hold themselves have no JSON.
		return String(value);
	}
}

/** A value that the model does not take. Nothing was sent and nothing was paid. */
export interface Problem {
	field: string;
	/** What was found, one sentence without a final period. */
	message: string;
	/** What the model takes and what to do. */
	description: string;
}
