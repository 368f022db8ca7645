import { invalid } from '../refusal';
import type { Region } from '../types';
import { checkMedia, type MediaContext } from './media';
import type { Fields, ModelContract, Rule, Values } from './types';

export interface CheckContext extends MediaContext {
	region: Region;
}

/** Holds a body against the contract of its model; throws the refusal the service would answer. */
export function checkBody(contract: ModelContract, body: Values, context: CheckContext): void {
	for (const name of Object.keys(body)) {
		if (!['model', 'input', 'parameters'].includes(name)) throw invalid(`Unexpected field: ${name}`);
	}
	if (body.input === undefined) throw invalid('Field required: input');
	const input = asObject(body.input, 'input');
	const parameters = body.parameters === undefined ? {} : asObject(body.parameters, 'parameters');
	const functions = contract.byFunction ?? {};
	const chosen = String(input.function);
	const more = Object.hasOwn(functions, chosen) ? functions[chosen] : undefined;
	checkFields({ ...contract.input, ...more?.input }, input, 'input', context);
	checkFields({ ...contract.parameters, ...more?.parameters }, parameters, 'parameters', context);
	const wrong = contract.together?.(input, parameters);
	if (wrong) throw invalid(wrong);
}

function asObject(value: unknown, place: string): Values {
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Values;
	throw invalid(`Input should be a valid dictionary: ${place}`);
}

function checkFields(fields: Fields, values: Values, place: string, context: CheckContext): void {
	for (const [name, rule] of Object.entries(fields)) {
		const value = values[name];
		if (rule.required && (value === undefined || value === ''))
			throw invalid(`Field required: ${place}.${name}`);
	}
	for (const [name, value] of Object.entries(values)) {
		const rule = Object.hasOwn(fields, name) ? fields[name] : undefined;
		if (!rule) throw invalid(`Unexpected field: ${place}.${name}`);
		checkValue(rule, value, `${place}.${name}`, context);
	}
}

function checkValue(rule: Rule, value: unknown, place: string, context: CheckContext): void {
	switch (rule.is) {
		case 'text':
			// Over-long text is cut silently, never refused.
			if (typeof value !== 'string') throw invalid(`Input should be a valid string: ${place}`);
			return;
		case 'flag':
			if (typeof value !== 'boolean') throw invalid(`Input should be a valid boolean: ${place}`);
			return;
		case 'integer':
			if (!Number.isInteger(value)) throw invalid(`Input should be a valid integer: ${place}`);
			if (!rule.also?.includes(value as number)) checkRange(rule, value as number, place);
			return;
		case 'number':
			if (typeof value !== 'number') throw invalid(`Input should be a valid number: ${place}`);
			checkRange(rule, value, place);
			return;
		case 'option':
			checkOption(rule, value, place, context.region);
			return;
		case 'media':
			checkMedia(rule.media, value, place, context);
			return;
		case 'list':
			for (const [index, item] of asList(value, place).entries()) {
				checkValue(rule.of, item, `${place}[${index}]`, context);
			}
			checkRange(rule, (value as unknown[]).length, `${place}.length`);
			return;
		case 'media-list':
			checkMediaList(rule, asList(value, place), place, context);
	}
}

function asList(value: unknown, place: string): unknown[] {
	if (!Array.isArray(value)) throw invalid(`Input should be a valid list: ${place}`);
	return value;
}

function checkRange(rule: { from: number; to: number }, value: number, place: string): void {
	if (value >= rule.from && value <= rule.to) return;
	const name = place.slice(place.lastIndexOf('.') + 1);
	throw invalid(`Range of ${name} should be [${rule.from}, ${rule.to}]: ${place}`);
}

function checkOption(rule: Rule & { is: 'option' }, value: unknown, place: string, region: Region): void {
	const offered = rule.of.filter((one) => rule.onlyIn?.[one]?.includes(region) ?? true);
	// Strict: "5" is not 5.
	if (offered.includes(value as string | number)) return;
	throw invalid(`Input should be ${offered.map((one) => JSON.stringify(one)).join(' or ')}: ${place}`);
}

function checkMediaList(
	rule: Rule & { is: 'media-list' },
	items: unknown[],
	place: string,
	context: CheckContext,
): void {
	if (rule.required && items.length === 0) throw invalid(`Field required: ${place}`);
	const seen = new Map<string, number>();
	for (const [index, item] of items.entries()) {
		const at = `${place}[${index}]`;
		const { type, url, reference_voice: voice, ...rest } = asObject(item, at);
		const [unexpected] = Object.keys(rest);
		if (unexpected) throw invalid(`Unexpected field: ${at}.${unexpected}`);
		if (type === undefined) throw invalid(`Field required: ${at}.type`);
		const allowed = Object.hasOwn(rule.types, String(type)) ? rule.types[String(type)] : undefined;
		if (!allowed) throw invalid(`Input should be ${Object.keys(rule.types).join(' or ')}: ${at}.type`);
		const count = (seen.get(String(type)) ?? 0) + 1;
		seen.set(String(type), count);
		if (count > allowed.most) throw invalid(`At most ${allowed.most} ${String(type)} is supported: ${place}`);
		if (url === undefined || url === '') throw invalid(`Field required: ${at}.url`);
		checkMedia(allowed.media, url, `${at}.url`, context);
		if (voice === undefined) continue;
		if (!rule.voice) throw invalid(`Unexpected field: ${at}.reference_voice`);
		checkMedia(rule.voice, voice, `${at}.reference_voice`, context);
	}
}
