import type { Fields, ModelContract, Rule, Values } from './types';

/** The body as the service reads it: without fields that it does not know, and without those that are null. */
export function known(contract: ModelContract, body: Values): Values {
	const { input, parameters } = body;
	const chosen = isObject(input) ? contract.byFunction?.[String(input.function)] : undefined;
	return {
		model: body.model,
		...(input !== undefined && { input: knownFields({ ...contract.input, ...chosen?.input }, input) }),
		...(parameters !== undefined &&
			parameters !== null && {
				parameters: knownFields({ ...contract.parameters, ...chosen?.parameters }, parameters),
			}),
	};
}

function knownFields(fields: Fields, values: unknown): unknown {
	if (!isObject(values)) return values;
	const read = Object.entries(values).filter(
		([name, value]) => Object.hasOwn(fields, name) && value !== null,
	);
	return Object.fromEntries(read.map(([name, value]) => [name, knownItems(fields[name], value)]));
}

/** An entry of a media list has three fields. */
function knownItems(rule: Rule | undefined, value: unknown): unknown {
	if (rule?.is !== 'media-list' || !Array.isArray(value)) return value;
	const names = ['type', 'url', ...(rule.voice ? ['reference_voice'] : [])];
	return value.map((item: unknown) =>
		isObject(item)
			? Object.fromEntries(Object.entries(item).filter(([name, one]) => names.includes(name) && one !== null))
			: item,
	);
}

function isObject(value: unknown): value is Values {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
