import { isBlank, readChoice } from '../base/coerce';
import type { ImagesRule, ReferenceKind, ReferencesRule } from '../catalogue';
import type { ValidatedImage, ValidatedReference } from './validatedVideo';
import type { FieldValidator } from './fieldValidator';
import { LENGTH_TOLERANCE_SECONDS } from './validateFile';
import { formatSeconds } from './mediaLabels';
import { secondsOf, type MediaRule } from './validateMedia';
import { joinOr, formatValue } from './values';

/** The entries of a list field; nothing set is an empty list. */
function entriesOf(value: unknown): Array<Record<string, unknown>> | undefined {
	if (isBlank(value)) return [];
	if (!Array.isArray(value)) return undefined;
	const entries: unknown[] = value.map((entry: unknown) =>
		typeof entry === 'string' ? { url: entry } : entry,
	);
	const isEntry = (entry: unknown): entry is Record<string, unknown> =>
		typeof entry === 'object' && entry !== null && !Array.isArray(entry);
	return entries.every(isEntry) ? entries : undefined;
}

/** The ordered list of what the video is to be like. */
export function checkReferences(
	check: FieldValidator,
	value: unknown,
	rule: ReferencesRule,
): ValidatedReference[] | undefined {
	const entries = entriesOf(value);
	if (!entries) return check.refuse('references', `is ${formatValue(value)}`, 'Add references one by one.');
	const checked: ValidatedReference[] = [];
	const kinds: ReferenceKind[] = [];
	const offered = Object.keys(rule.most) as ReferenceKind[];
	entries.forEach(({ kind, url, voice }, index) => {
		const label = `Reference ${index + 1}`;
		const read = readChoice(kind, offered);
		if (read.kind === 'unreadable') {
			const takes = `${check.name} accepts ${joinOr(offered)}.`;
			check.refuse('references', `is of the kind ${formatValue(kind)}`, takes, label);
			return;
		}
		const known = read.kind === 'value' ? read.value : 'image';
		kinds.push(known);
		const media = mediaRuleOf(known, rule);
		const link = media && check.media('references', url, media, { required: true, name: label });
		if (!isBlank(voice) && !rule.voice) {
			check.hints.push(`${label} has a voice, but ${check.name} accepts none, so it was not sent.`);
		}
		const ofVoice =
			rule.voice &&
			check.media(
				'references',
				voice,
				{ mediaKind: 'audio', rule: rule.voice },
				{ name: `The voice of ${label}` },
			);
		if (link !== undefined) checked.push({ kind: known, url: link, ...(ofVoice && { voice: ofVoice }) });
	});
	countReferences(check, kinds, rule);
	checkTotalSeconds(check, checked, rule);
	return checked;
}

function mediaRuleOf(kind: ReferenceKind, rule: ReferencesRule): MediaRule | undefined {
	switch (kind) {
		case 'image':
			return rule.image && { mediaKind: kind, rule: rule.image };
		case 'video':
			return rule.video && { mediaKind: kind, rule: rule.video };
		case 'audio':
			return rule.audio && { mediaKind: kind, rule: rule.audio };
		case 'file':
			return rule.file && { mediaKind: kind, rule: rule.file };
		case 'link':
			return { mediaKind: kind };
	}
}

/** Links count nothing, as nobody has measured them. */
function checkTotalSeconds(
	check: FieldValidator,
	checked: readonly ValidatedReference[],
	{ maxTotalSeconds: most = Infinity }: ReferencesRule,
): void {
	for (const kind of ['video', 'audio'] as const) {
		const total = checked
			.filter((reference) => reference.kind === kind)
			.reduce((sum, { url }) => sum + (secondsOf(url) ?? 0), 0);
		if (total <= most + LENGTH_TOLERANCE_SECONDS) continue;
		const takes = `${check.name} accepts ${most} seconds of ${kind} in total.`;
		check.refuse('references', `has ${formatSeconds(total)} of ${kind}`, takes);
	}
}

function countReferences(check: FieldValidator, kinds: readonly ReferenceKind[], rule: ReferencesRule): void {
	const count = (...wanted: string[]) => kinds.filter((kind) => wanted.includes(kind)).length;
	for (const [kind, most] of Object.entries(rule.most)) {
		if (count(kind) > most) {
			check.refuse(
				'references',
				`has ${count(kind)} of the kind ${kind}`,
				`${check.name} accepts up to ${most}.`,
			);
		}
	}
	const together = count('image', 'video');
	if (together > (rule.mostTogether ?? Infinity)) {
		const takes = `${check.name} accepts up to ${rule.mostTogether} images and videos in total.`;
		check.refuse('references', `has ${together} images and videos`, takes);
	}
	if (rule.required && together === 0) {
		check.refuse('references', 'is empty', `${check.name} needs at least one image or video.`);
	}
	if (rule.most.file && rule.most.link && count('file') > 0 && count('link') > 0) {
		check.refuse('references', 'has a file and a link', `${check.name} accepts one of the two.`);
	}
}

/** Reference images of an editing model. */
export function checkImages(
	check: FieldValidator,
	value: unknown,
	rule: ImagesRule,
): ValidatedImage[] | undefined {
	const entries = entriesOf(value);
	if (!entries) return check.refuse('referenceImages', `is ${formatValue(value)}`, 'Add images one by one.');
	const range = rule.least > 0 ? `${rule.least} to ${rule.most}` : `up to ${rule.most}`;
	if (entries.length < rule.least || entries.length > rule.most) {
		const found = entries.length === 0 ? 'is empty' : `has ${entries.length} images`;
		check.refuse('referenceImages', found, `${check.name} accepts ${range}.`);
	}
	const images = entries.map(({ url, role }, index) => {
		const label = `Reference Image ${index + 1}`;
		const media = { mediaKind: 'image', rule } as const;
		const link = check.media('referenceImages', url, media, { required: true, name: label });
		const read = readChoice(role, ['obj', 'bg']);
		if (read.kind === 'unreadable') {
			check.refuse(
				'referenceImages',
				`has the role ${formatValue(role)}`,
				`${check.name} accepts obj or bg.`,
				label,
			);
		}
		return {
			url: link ?? '',
			...(rule.roles && { role: read.kind === 'value' ? read.value : ('obj' as const) }),
		};
	});
	if (rule.roles && images.filter(({ role }) => role === 'bg').length > 1) {
		check.refuse('referenceImages', 'has several backgrounds', `${check.name} accepts one at most.`);
	}
	return images;
}
