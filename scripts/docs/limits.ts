import {
	mediaInputs,
	models,
	type AudioRule,
	type EditFunctionRule,
	type FileRule,
	type ImageRule,
	type ImagesRule,
	type MediaName,
	type ReferenceKind,
	type ReferencesRule,
	type VideoRule,
	type WanModel,
} from '../../nodes/core/catalogue';
import { formatSize } from '../../nodes/core/request/mediaLabels';
import { shortRegionName } from '../../nodes/core/catalogue/labels';
import { code, mergeRows, table } from './markdown';

const mediaNames: Record<MediaName, string> = {
	firstFrame: 'First frame',
	lastFrame: 'Last frame',
	audioUrl: 'Audio',
	firstClip: 'First clip',
	lastClip: 'Last clip',
	video: 'Video',
	maskImage: 'Mask image',
	maskVideo: 'Mask video',
	characterImage: 'Character image',
	motionVideo: 'Motion video',
	portrait: 'Portrait',
	speech: 'Speech',
};

/** One thing that a model takes, with the rule for it. */
type Intake = { input: string; model: string } & (
	| { form: 'image'; rule: ImageRule }
	| { form: 'video'; rule: VideoRule }
	| { form: 'audio'; rule: AudioRule }
	| { form: 'file'; rule: FileRule }
);

/** Snapshots take what their model takes. */
const current = models.filter(({ snapshotOf }) => !snapshotOf);
const intakes = current.flatMap(intakesOf);

function intakesOf(model: WanModel): Intake[] {
	const own = { model: code(model.id) };
	return [
		...[model, ...Object.values(model.functions ?? {})].flatMap((rules) => singleFiles(rules, own)),
		...(model.references ? referencesOf(model.references, own) : []),
	];
}

function singleFiles(rules: WanModel | EditFunctionRule, own: { model: string }): Intake[] {
	const byName: Partial<Record<MediaName, ImageRule | VideoRule | AudioRule>> = rules;
	const files = (Object.keys(mediaNames) as MediaName[]).flatMap((name): Intake[] => {
		const rule = byName[name];
		return rule ? [{ ...own, input: mediaNames[name], form: mediaInputs[name].kind, rule } as Intake] : [];
	});
	const { referenceImages } = rules;
	return referenceImages
		? [...files, { ...own, input: countOf(referenceImages), form: 'image', rule: referenceImages }]
		: files;
}

function countOf({ least, most }: ImagesRule): string {
	return `Reference images (${least}–${most})`;
}

function referencesOf(rule: ReferencesRule, own: { model: string }): Intake[] {
	const input = (kind: ReferenceKind, name: string) => `${name} (up to ${rule.most[kind] ?? 0})`;
	return [
		...(rule.image
			? [{ ...own, input: input('image', 'Reference image'), form: 'image' as const, rule: rule.image }]
			: []),
		...(rule.video
			? [{ ...own, input: input('video', 'Reference clip'), form: 'video' as const, rule: rule.video }]
			: []),
		...(rule.audio
			? [{ ...own, input: input('audio', 'Reference sound'), form: 'audio' as const, rule: rule.audio }]
			: []),
		...(rule.voice
			? [{ ...own, input: 'Voice of a reference', form: 'audio' as const, rule: rule.voice }]
			: []),
		...(rule.file
			? [{ ...own, input: input('file', 'Document'), form: 'file' as const, rule: rule.file }]
			: []),
	];
}

export function imageLimits(): string {
	const rows = intakes.flatMap(
		({ model, input, form, rule }): Array<[string, ...string[]]> =>
			form === 'image'
				? [
						[
							model,
							input,
							formatsOf(rule),
							sides(rule),
							ratio(rule),
							sizeOf(rule),
							rule.dataUrl ? 'yes' : 'no',
						],
					]
				: [],
	);
	return table(
		['Models', 'Input', 'Formats', 'Sides', 'Long to short', 'Size', 'In the request'],
		mergeRows(rows),
	);
}

export function videoLimits(): string {
	const rows = intakes.flatMap(({ model, input, form, rule }): Array<[string, ...string[]]> => {
		if (form !== 'video') return [];
		const more = rule.minFramesPerSecond ? `, ${rule.minFramesPerSecond} or more frames per second` : '';
		const length = `${rule.minSeconds > 0 ? `${rule.minSeconds}–` : 'up to '}${rule.maxSeconds} s${rule.longerIsCut ? ', the rest is cut' : ''}`;
		return [[model, input, formatsOf(rule), `${length}${more}`, sides(rule), ratio(rule), sizeOf(rule)]];
	});
	return table(['Models', 'Input', 'Formats', 'Length', 'Sides', 'Long to short', 'Size'], mergeRows(rows));
}

export function audioLimits(): string {
	const rows = intakes.flatMap(
		({ model, input, form, rule }): Array<[string, ...string[]]> =>
			form === 'audio'
				? [
						[
							model,
							input,
							formatsOf(rule),
							`${rule.minSeconds > 0 ? `${rule.minSeconds}–` : 'up to '}${rule.maxSeconds} s`,
							sizeOf(rule),
						],
					]
				: [],
	);
	return table(['Models', 'Input', 'Formats', 'Length', 'Size'], mergeRows(rows));
}

export function documentLimits(): string {
	const documents = intakes.flatMap(
		({ model, input, form, rule }): Array<[string, ...string[]]> =>
			form === 'file' ? [[model, input, formatsOf(rule), `${rule.maxPages}`, sizeOf(rule)]] : [],
	);
	const pages = current.flatMap(({ id, references }): Array<[string, ...string[]]> => {
		const most = references?.most.link;
		return most ? [[code(id), `Web page (up to ${most})`, 'a link', '–', '–']] : [];
	});
	return table(['Models', 'Input', 'Formats', 'Pages', 'Size'], mergeRows([...documents, ...pages]));
}

/** What holds for all references of a video together. */
export function referenceLimits(): string {
	const rows = current.flatMap(({ id, references, duration }): Array<[string, ...string[]]> => {
		if (!references) return [];
		const { mostTogether, maxTotalSeconds } = references;
		const range = duration.kind === 'range' ? duration : undefined;
		return [
			[
				code(id),
				mostTogether === undefined ? '–' : `${mostTogether}`,
				secondsOf(maxTotalSeconds),
				secondsOf(range?.maxWithVideo ?? range?.max),
				secondsOf(range?.maxTotal),
			],
		];
	});
	const head = [
		'Models',
		'Images and clips together',
		'All clips, or all sounds, together',
		'Longest video with a clip',
		'Clips and video together',
	];
	return table(head, mergeRows(rows));
}

function secondsOf(seconds: number | undefined): string {
	return seconds === undefined ? '–' : `${seconds} s`;
}

/** How many create calls and tasks the service lets an account have, by model. */
export function paceLimits(): string {
	const rowOf = (
		name: string,
		{ submitsPerSecond, runningTasks }: WanModel['limits'],
	): [string, ...string[]] => [name, String(submitsPerSecond), String(runningTasks)];
	const rows = current.flatMap(({ id, limits, regions, regionalLimits = {} }) => {
		const special = regions.filter((region) => regionalLimits[region]);
		return [
			rowOf(code(id), limits),
			...special.map((region) =>
				rowOf(`${code(id)} in ${shortRegionName(region)}`, regionalLimits[region] ?? limits),
			),
		];
	});
	return table(['Models', 'Create calls a second', 'Tasks worked on at once'], mergeRows(rows));
}

export function promptLimits(): string {
	const rows = current.map(({ id, prompt, negativePrompt }): [string, ...string[]] => [
		code(id),
		prompt ? `${prompt.maxCharacters}` : 'none',
		negativePrompt ? `${negativePrompt.maxCharacters}` : 'none',
	]);
	return table(['Models', 'Prompt, characters', 'Negative Prompt, characters'], mergeRows(rows));
}

function formatsOf({ formats }: { formats: readonly string[] }): string {
	return formats.map((format) => format.toUpperCase()).join(', ');
}

function sides({ minSide, maxSide }: { minSide?: number; maxSide?: number }): string {
	if (minSide === undefined || maxSide === undefined) return 'not named';
	return Number.isFinite(maxSide) ? `${minSide}–${maxSide} px` : `${minSide} px or more`;
}

function ratio({ maxRatio }: { maxRatio?: number }): string {
	return maxRatio === undefined ? 'any' : `${maxRatio} to 1`;
}

function sizeOf({ maxBytes }: { maxBytes?: number }): string {
	return maxBytes === undefined ? 'not named' : formatSize(maxBytes);
}
