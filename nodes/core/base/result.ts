import type { Fault } from './fault';

/**
 * What a step came to. Faults travel as values: n8n's rules allow only n8n's own error classes to be thrown from a
 * catch, and a value cannot skip the code that has to name the task it belongs to.
 */
export type Result<T, F = Fault> = { ok: true; value: T } | { ok: false; fault: F };

export function ok<T>(value: T): { ok: true; value: T } {
	return { ok: true, value };
}

export function err<F = Fault>(fault: F): { ok: false; fault: F } {
	return { ok: false, fault };
}
