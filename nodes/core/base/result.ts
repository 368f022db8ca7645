import type { Fault } from './fault';

/**
 * What a step came to. Faults travel as values: n8n's rules allow only n8n's own error classes to be thrown from a
 * catch, and a value cannot skip the code that has to name the task it belongs to.
 */
export type Outcome<T> = { ok: true; value: T } | { ok: false; fault: Fault };

export function succeeded<T>(value: T): Outcome<T> {
	return { ok: true, value };
}

export function failed(fault: Fault): { ok: false; fault: Fault } {
	return { ok: false, fault };
}
