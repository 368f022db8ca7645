import fc from 'fast-check';
import { NodeHelpers, type INode, type INodeProperties } from 'n8n-workflow';

import { models } from '../../nodes/core/catalogue';
import { onlyFor } from '../../nodes/Wan/fields/visibility';
import { Wan } from '../../nodes/Wan/Wan.node';
import { WanTrigger } from '../../nodes/WanTrigger/WanTrigger.node';

const names = models.flatMap(({ id, regionalIds }) => [id, ...Object.values(regionalIds ?? {})]);

function shows(displayOptions: INodeProperties['displayOptions'], model: string): boolean {
	const property: INodeProperties = {
		displayName: 'Field',
		name: 'field',
		type: 'string',
		default: '',
		displayOptions,
	};
	return NodeHelpers.displayParameter({ model }, property, { typeVersion: 1 } as INode, null);
}

it('a field of some models shows for exactly these, whichever they are', () => {
	fc.assert(
		fc.property(fc.subarray([...models], { minLength: 1 }), (group) => {
			const own = group.flatMap(({ id, regionalIds }) => [id, ...Object.values(regionalIds ?? {})]);
			const condition = onlyFor(group);
			expect(names.filter((name) => shows(condition, name)).sort()).toEqual([...own].sort());
		}),
		{ numRuns: 200, seed: 1 },
	);
});

it.each([
	'={{ $json.model }}',
	'=wan2.6-i2v',
	'',
	'wan9',
	'wan2.6-i2v-',
	'wan2.6-i2',
	'wan2.6-i2v2',
	'happyhorse-1.1',
	'zzz',
])('a field of some models hides for "%s"', (model) => {
	for (const one of models) expect(shows(onlyFor([one]), model)).toBe(false);
	expect(shows(onlyFor(models), model)).toBe(false);
});

it('no condition is a pattern, which a busy host may fail to evaluate in the time that n8n gives it', () => {
	const text = JSON.stringify([new Wan().description, new WanTrigger().description]);
	expect(text).not.toContain('"regex"');
});
