/** IDs written as numbers: JSON.parse would round the long ones. Within a text the quotes are escaped, so it is left alone. */
const NUMERIC_ID = /("(?:task_id|request_id)"\s*:\s*)(\d+)(?=\s*[,}\]])/g;

/**
 * A JSON object, or nothing: HTML, truncated JSON and arrays are no answers of this service. IDs are read as texts, also
 * where they are written as numbers.
 */
export function parseObject(text: string): Record<string, unknown> | undefined {
	try {
		return asObject(JSON.parse(text.replace(NUMERIC_ID, '$1"$2"')));
	} catch {
		return undefined;
	}
}

/** A text that says something; nothing for anything else. */
export function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

export function asObject(value: unknown): Record<string, unknown> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: undefined;
}
