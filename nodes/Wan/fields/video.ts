import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { defaultModels, type Operation, type WanModel } from '../../core/catalogue';
import { formatRunMinutes } from '../../core/catalogue/labels';
import { groupBy } from './groups';
import { modelField } from './model';
import { modelFields } from './modelFields';
import { modelOptions } from './modelOptions';
import { videoOptions } from './options';
import { promptField, type PromptText } from './prompt';
import { exceptFor, onlyFor, unlessLacking } from './visibility';

const waitForVideo: INodeProperties = {
	displayName: 'Wait for Video',
	name: 'waitForVideo',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait for the video. If off, the node outputs the task at once; fetch the video later with Task: Wait or Task: Get.',
};

/** n8n shows nothing of a node that runs; what it prints goes to the browser's console. */
function waitForVideoFields(models: readonly WanModel[]): INodeProperties[] {
	const field = (group: readonly WanModel[], displayOptions: IDisplayOptions): INodeProperties => ({
		...waitForVideo,
		hint: `Takes ${formatRunMinutes(group)}. Progress shows in the browser's console only.`,
		displayOptions,
	});
	return [
		field(models, exceptFor(models)),
		...groupBy(models, ({ runMinutes }) => runMinutes).map(([, group]) => field(group, onlyFor(group))),
	];
}

/** What an operation has besides the fields that all have. */
export interface OwnFields {
	/** What the video starts from; before the prompt. */
	inputs?: INodeProperties[];
	/** What the prompt is for, with an example. Left out: there is none, or it is among the inputs. */
	prompt?: PromptText & {
		/** Where some models want it worded in another way. */
		variant?: PromptText & { models: readonly WanModel[] };
	};
	/** What else can be set; behind the prompt. */
	details?: INodeProperties[];
	/** The sound track; behind the switch for the sound. */
	sound?: INodeProperties[];
	/** What few people touch. */
	options?: INodeProperties[];
}

/** All fields of an operation that makes a video, in the order in which one thinks of them. */
export function fieldsOfVideo(
	operation: Operation,
	models: readonly WanModel[],
	{ inputs = [], prompt, details = [], sound = [], options = [] }: OwnFields,
): INodeProperties[] {
	return [
		modelField(models, defaultModels[operation]),
		...inputs,
		...(prompt ? promptFields(models, prompt) : []),
		...details,
		...modelFields(models),
		...sound,
		...waitForVideoFields(models),
		videoOptions([...modelOptions(models), ...options]),
	];
}

/** One field, and another one under the same name for models whose prompts are worded in another way. */
function promptFields(
	models: readonly WanModel[],
	{ variant, ...standard }: NonNullable<OwnFields['prompt']>,
): INodeProperties[] {
	const others = variant?.models ?? [];
	return [
		promptField(
			standard,
			unlessLacking(models, (model) => model.prompt !== undefined && !others.includes(model)),
		),
		...(variant ? [promptField(variant, onlyFor(others))] : []),
	];
}
