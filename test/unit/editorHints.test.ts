import { Workflow, type INode, type INodeParameters, type INodeTypes } from 'n8n-workflow';

import { findModel, type ReferenceKind } from '../../nodes/core/catalogue';
import { referenceHints } from '../../nodes/core/request/referenceNames';
import { Wan } from '../../nodes/Wan/Wan.node';

/* What the editor says before a run, with n8n's own expressions: the same as the check of the run, where it can know it. */

const wan = new Wan();

function saidBy(parameters: INodeParameters): string[] {
	const node: INode = {
		id: '1',
		name: 'Wan',
		type: 'wan',
		typeVersion: 1,
		position: [0, 0],
		parameters: { resource: 'video', operation: 'generateFromReferences', ...parameters },
	};
	const nodeTypes = { getByNameAndVersion: () => wan, getByName: () => wan } as unknown as INodeTypes;
	const workflow = new Workflow({ id: '1', nodes: [node], connections: {}, active: false, nodeTypes });
	// As the editor does it in its list of hints (useNodeHelpers, getNodeHints): what cannot be evaluated is not shown.
	const holds = (condition: string): boolean => {
		try {
			const { expression } = workflow;
			return (
				expression.resolveSimpleParameterValue(condition, {}, null, 0, 0, node.name, [], 'internal', {}) ===
				true
			);
		} catch {
			return false;
		}
	};
	return (wan.description.hints ?? [])
		.filter(({ displayCondition = '' }) => holds(displayCondition))
		.map(({ message }) => message);
}

const entries = (kinds: readonly ReferenceKind[]) => ({
	reference: kinds.map((kind) => ({ kind, source: 'url', url: 'https://example.com/x' })),
});
const model = (value: string) => ({ __rl: true, mode: 'list', value });

const prompts: Array<[string, ReferenceKind[]]> = [
	['Image 1 dances with Image 2', ['image', 'image']],
	['image1 and VIDEO 1', ['image', 'video']],
	['Image 3 dances', ['image', 'image']],
	['Image 0 dances', ['image']],
	['Video 1 dances', ['image']],
	['图1在视频1里跳舞', ['image', 'video']],
	['图3跳舞', ['image']],
	['character1 waves at Character 2', ['image', 'video']],
	['character3 waves', ['image', 'image']],
	['A cat dances', ['image']],
	['A cat "dances" \\ in the rain', ['audio']],
	['A street', ['link']],
	['', ['image']],
	['A cat', []],
];

describe.each(['wan2.7-r2v', 'wan2.6-r2v', 'wan2.6-r2v-flash', 'wan3.0-video', 'happyhorse-1.1-r2v'])(
	'%s',
	(id) => {
		test.each(prompts)('%j with %j: as the check of the run says', (prompt, kinds) => {
			// Of HappyHorse no page says how prompts call references.
			const { naming } = findModel(id)?.references ?? {};
			const said = saidBy({ model: model(id), prompt, references: entries(kinds) });
			expect(said).toHaveLength(naming ? referenceHints(prompt, kinds, naming, id).length : 0);
			for (const message of said) expect(message).toContain(naming);
		});
	},
);

test.each([
	['another operation', { operation: 'generateFromText', model: model('wan3.0-video'), prompt: 'A cat' }],
	[
		'a model by expression',
		{ model: model('={{ $json.model }}'), prompt: 'A cat', references: entries(['image']) },
	],
	['no references yet', { model: model('wan2.7-r2v'), prompt: 'A cat' }],
	['references by expression', { model: model('wan2.7-r2v'), prompt: 'A cat', references: '={{ [] }}' }],
	[
		'a prompt by expression that comes to nothing yet',
		{ model: model('wan2.7-r2v'), prompt: '={{ $json.prompt }}', references: entries(['image']) },
	],
] as Array<[string, INodeParameters]>)('%s: nothing is said', (_name, parameters) => {
	expect(saidBy(parameters)).toEqual([]);
});

test('they stand where the output will be, and only before it is there', () => {
	expect(wan.description.hints).toHaveLength(2);
	for (const hint of wan.description.hints ?? [])
		expect(hint).toMatchObject({ location: 'outputPane', whenToDisplay: 'beforeExecution', type: 'info' });
});
