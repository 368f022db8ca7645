import type { ReferenceKind, ReferenceNaming } from '../catalogue';

/** The kinds that a prompt can name, and a pattern for each in Chinese prompts ("Wan video-to-video API reference"). */
const KIND_WORDS: Partial<Record<ReferenceKind, { english: string; chinese: string }>> = {
	image: { english: 'Image', chinese: '图[片像]?' },
	video: { english: 'Video', chinese: '视频' },
	audio: { english: 'Audio', chinese: '音频' },
};

export const characterPattern = '\\bcharacter\\s?(\\d+)';

/** How a prompt calls a reference of each kind that it can name, as the source of a pattern without regard to case. */
export const kindPatterns: ReadonlyArray<{ kind: string; english: string; pattern: string }> = Object.entries(
	KIND_WORDS,
).map(([kind, { english, chinese }]) => ({
	kind,
	english,
	pattern: `(?:\\b${english}\\s?|${chinese}\\s?)(\\d+)`,
}));

/** The names by which a prompt has to call these references, in their order. */
function referenceNames(kinds: readonly ReferenceKind[], naming: ReferenceNaming): string[] {
	if (naming === 'character1') return kinds.map((_kind, index) => `character${index + 1}`);
	return kinds.map((kind, index) => {
		const word = KIND_WORDS[kind]?.english;
		const number = kinds.slice(0, index + 1).filter((one) => one === kind).length;
		return word ? `${word} ${number}` : '';
	});
}

/** Where a prompt and the references of the item do not go together, as hints; the service takes any prompt. */
export function referenceHints(
	prompt: string,
	kinds: readonly ReferenceKind[],
	naming: ReferenceNaming,
	model: string,
): string[] {
	const names = referenceNames(kinds, naming).filter(Boolean);
	if (names.length === 0 || !prompt) return [];
	const called = naming === 'character1' ? charactersIn(prompt) : kindsIn(prompt);
	const missing = called.filter((name) => !names.includes(name));
	if (called.length > 0 && missing.length === 0) return [];
	const others = naming === 'character1' ? kindsIn(prompt) : charactersIn(prompt);
	const wrong = [...new Set(called.length > 0 ? missing : others)];
	return [
		`The prompt names ${wrong.join(', ') || 'none of them'}, but ${model} calls the References ${names.join(', ')}.`,
	];
}

function charactersIn(prompt: string): string[] {
	const pattern = new RegExp(characterPattern, 'gi');
	return [...prompt.matchAll(pattern)].map(([, number]) => `character${Number(number)}`);
}

function kindsIn(prompt: string): string[] {
	return kindPatterns.flatMap(({ english, pattern }) =>
		[...prompt.matchAll(new RegExp(pattern, 'gi'))].map(([, number]) => `${english} ${Number(number)}`),
	);
}
