import type { NodeHint } from 'n8n-workflow';

import { modelsFor, type ReferenceNaming, type WanModel } from '../../core/catalogue';
import { referenceNames } from '../../core/request/referenceNames';

/**
 * What the editor says of a node before it has run, as far as its fields tell: a prompt and its references that do not go
 * together. The check of the run says it more exactly (`referenceHints`).
 */
export const editorHints: NodeHint[] = [
	referenceNameHint('Image 1', 'Image 1, Video 1 and so on, each kind counted separately'),
	referenceNameHint('character1', 'character1, character2 and so on'),
];

function referenceNameHint(naming: ReferenceNaming, names: string): NodeHint {
	const models = modelsFor('generateFromReferences').filter(
		({ references }) => references?.naming === naming,
	);
	return {
		message: `The prompt does not call the References as this model does: ${names}`,
		type: 'info',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: `={{ ${conditionOf(models, naming)} }}`,
	};
}

/**
 * True where the prompt names no reference, or one that is not there: of each pattern, how many it may name. A prompt or
 * list by expression is left to the run.
 */
function conditionOf(models: readonly WanModel[], naming: ReferenceNaming): string {
	const ids = models.map(({ id }) => id);
	const patterns = JSON.stringify(referenceNames[naming]);
	return `(() => { const { operation, model, prompt, references } = $parameter; const all = references?.reference ?? []; if (operation !== "generateFromReferences" || !${JSON.stringify(ids)}.includes(model?.value ?? model) || typeof prompt !== "string" || !prompt.trim() || !Array.isArray(all)) return false; const counted = ${patterns}.map(({ pattern, kind }) => [pattern, all.filter((one) => !kind || (one.kind ?? "image") === kind).length]); if (!counted.some(([, most]) => most > 0)) return false; const called = counted.flatMap(([pattern, most]) => [...prompt.matchAll(new RegExp(pattern, "gi"))].map(([, number]) => number > 0 && number <= most)); return !called.length || called.includes(false); })()`;
}
