import type { ReferenceKind, ReferenceNaming } from '../catalogue';

/** A name by which a prompt calls references, with their number behind it. */
interface Name {
	/** The kind that it counts; left out where it counts all together. */
	kind?: ReferenceKind;
	name: string;
	/** The source of a pattern without regard to case, with the number as its group. */
	pattern: string;
}

/** Also as Chinese prompts write them ("Wan video-to-video API reference"). A kind that is not here has no name. */
export const referenceNames: Readonly<Record<ReferenceNaming, readonly Name[]>> = {
	character1: [{ name: 'character', pattern: '\\bcharacter\\s?(\\d+)' }],
	'Image 1': [
		{ kind: 'image', name: 'Image ', pattern: '(?:\\bImage\\s?|图[片像]?\\s?)(\\d+)' },
		{ kind: 'video', name: 'Video ', pattern: '(?:\\bVideo\\s?|视频\\s?)(\\d+)' },
		{ kind: 'audio', name: 'Audio ', pattern: '(?:\\bAudio\\s?|音频\\s?)(\\d+)' },
	],
};

/** Where a prompt and the references of the item do not go together, as hints; the service takes any prompt. */
export function referenceHints(
	prompt: string,
	kinds: readonly ReferenceKind[],
	naming: ReferenceNaming,
	model: string,
): string[] {
	const names = namesOf(kinds, naming);
	if (names.length === 0 || !prompt) return [];
	const called = namesIn(prompt, naming);
	const missing = called.filter((name) => !names.includes(name));
	if (called.length > 0 && missing.length === 0) return [];
	const others = namesIn(prompt, naming === 'character1' ? 'Image 1' : 'character1');
	const wrong = [...new Set(called.length > 0 ? missing : others)];
	return [
		`${model} calls the References ${names.join(', ')}. The prompt names ${wrong.join(', ') || 'none of them'}.`,
	];
}

/** The names by which a prompt has to call these references, in their order. */
function namesOf(kinds: readonly ReferenceKind[], naming: ReferenceNaming): string[] {
	return kinds.flatMap((kind, index) => {
		const found = referenceNames[naming].find((one) => one.kind === undefined || one.kind === kind);
		if (!found) return [];
		const counted = kinds.slice(0, index + 1).filter((one) => found.kind === undefined || one === kind);
		return [`${found.name}${counted.length}`];
	});
}

function namesIn(prompt: string, naming: ReferenceNaming): string[] {
	return referenceNames[naming].flatMap(({ name, pattern }) =>
		[...prompt.matchAll(new RegExp(pattern, 'gi'))].map(([, number]) => `${name}${Number(number)}`),
	);
}
