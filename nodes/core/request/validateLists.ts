import { isBlank, readChoice } from '../base/coerce';
import { asObject } from '../base/json';
import type { ImagesRule, ReferenceKind, ReferencesRule } from '../catalogue';
import type { ValidatedImage, ValidatedReference } from './validatedVideo';
import type { FieldValidator } from './fieldValidator';
import { LENGTH_TOLERANCE_SECONDS } from './validateFile';
import { formatSeconds } from './mediaLabels';
import { secondsOf, type MediaRule } from './validateMedia';
import { formatRange, formatValue, joinOr } from './values';

type ListField = 'references' | 'referenceImages';

/** The ordered list of what the video is to be like. */
export function checkReferences(
	check: FieldValidator,
	value: unknown,
	rule: ReferencesRule,
): ValidatedReference[] | undefined {
	const offered = Object.keys(rule.most) as ReferenceKind[];
	const checked = entriesOf(check, 'references', value)?.flatMap((entry, index): ValidatedReference[] => {
		const label = `Reference ${index + 1}`;
		const kind = wordOf(check, 'references', entry.kind, offered, label, 'is of the kind');
		if (!kind) return [];
		const media = kind === 'link' ? { mediaKind: kind } : { mediaKind: kind, rule: rule[kind] };
		const url = check.media('references', entry.url, media as MediaRule, { required: true, name: label });
		if (!isBlank(entry.voice) && !rule.voice) {
			check.hints.push(`${label} has a voice, but ${check.name} accepts none, so it was not sent.`);
		}
		const voice =
			rule.voice &&
			check.media(
				'references',
				entry.voice,
				{ mediaKind: 'audio', rule: rule.voice },
				{ name: `The voice of ${label}` },
			);
		return [{ kind, url: url ?? '', ...(voice && { voice }) }];
	});
	if (!checked) return undefined;
	countReferences(check, checked, rule);
	checkTotalSeconds(check, checked, rule);
	return checked;
}

/** The entries of a list field; nothing set is an empty list. */
function entriesOf(
	check: FieldValidator,
	field: ListField,
	value: unknown,
): Array<Record<string, unknown>> | undefined {
	if (isBlank(value)) return [];
	const list: unknown[] = Array.isArray(value) ? value : [undefined];
	const entries = list.map((entry) => (typeof entry === 'string' ? { url: entry } : asObject(entry)));
	const read = entries.filter((entry) => entry !== undefined);
	if (read.length === entries.length) return read;
	return check.refuse(field, `is ${formatValue(value)}`, 'Enter a list of links, or add them one by one.');
}

/** One of the words that an entry may have; without any, the first. @param found what messages say before another one */
function wordOf<T extends string>(
	check: FieldValidator,
	field: ListField,
	value: unknown,
	options: readonly T[],
	label: string,
	found: string,
): T | undefined {
	const read = readChoice(value, options);
	if (read.kind === 'empty') return options[0];
	if (read.kind === 'value') return read.value;
	const takes = `${check.name} accepts ${joinOr(options)}.`;
	return check.refuse(field, `${found} ${formatValue(value)}`, takes, label);
}

/** Links count nothing, as nobody has measured them. */
function checkTotalSeconds(
	check: FieldValidator,
	checked: readonly ValidatedReference[],
	{ maxTotalSeconds: most = Infinity }: ReferencesRule,
): void {
	for (const kind of ['video', 'audio'] as const) {
		const ofKind = checked.filter((reference) => reference.kind === kind);
		const total = ofKind.reduce((sum, { url }) => sum + (secondsOf(url) ?? 0), 0);
		if (total <= most + LENGTH_TOLERANCE_SECONDS) continue;
		const takes = `${check.name} accepts ${most} seconds of ${kind} in total.`;
		check.refuse('references', `has ${formatSeconds(total)} of ${kind}`, takes);
	}
}

function countReferences(
	check: FieldValidator,
	checked: readonly ValidatedReference[],
	rule: ReferencesRule,
): void {
	const count = (...kinds: string[]) => checked.filter(({ kind }) => kinds.includes(kind)).length;
	const limit = (found: number, most: number, name: string) => {
		if (found > most)
			check.refuse('references', `has ${found} ${name}`, `${check.name} accepts up to ${most}.`);
	};
	for (const [kind, most] of Object.entries(rule.most)) limit(count(kind), most, `of the kind ${kind}`);
	const together = count('image', 'video');
	limit(together, rule.mostTogether ?? Infinity, 'images and videos');
	if (rule.required && together === 0) {
		check.refuse('references', 'is empty', `${check.name} needs at least one image or video.`);
	}
	if (rule.most.file && count('file') > 0 && count('link') > 0) {
		check.refuse('references', 'has a file and a link', `${check.name} accepts one of the two.`);
	}
}

/** Reference images of an editing model. */
export function checkImages(
	check: FieldValidator,
	value: unknown,
	rule: ImagesRule,
): ValidatedImage[] | undefined {
	const images = entriesOf(check, 'referenceImages', value)?.map((entry, index): ValidatedImage => {
		const name = `Reference Image ${index + 1}`;
		const media = { mediaKind: 'image', rule } as const;
		const url = check.media('referenceImages', entry.url, media, { required: true, name });
		const role = wordOf(check, 'referenceImages', entry.role, ['obj', 'bg'], name, 'has the role');
		return { url: url ?? '', ...(rule.roles && { role }) };
	});
	if (!images) return undefined;
	const { length } = images;
	if (length < rule.least || length > rule.most) {
		const found = length === 0 ? 'is empty' : `has ${length} images`;
		check.refuse(
			'referenceImages',
			found,
			`${check.name} accepts ${formatRange(rule.least, rule.most)} images.`,
		);
	}
	if (images.filter(({ role }) => role === 'bg').length > 1) {
		check.refuse('referenceImages', 'has several backgrounds', `${check.name} accepts one at most.`);
	}
	return images;
}
