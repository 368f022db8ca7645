import { asText } from '../base/json';
import { HOUR_MS } from '../base/units';

/** By which the service's clock and this machine's may differ. */
export const MAX_CLOCK_SKEW_MS = HOUR_MS;

/** The service writes `YYYY-MM-DD HH:mm:ss.SSS` in UTC+8 without saying so, in every region (i2v reference, submit_time). */
const SERVICE_TIME = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{1,3})?$/;

/** ISO 8601 in UTC, or nothing for an empty or unreadable time. */
export function serviceTimeToIso(text: unknown): string | undefined {
	const written = asText(text)?.trim() ?? '';
	return SERVICE_TIME.test(written) ? toIso(Date.parse(`${written.replace(' ', 'T')}+08:00`)) : undefined;
}

/** ISO 8601 in UTC, or nothing for no time. @param milliseconds since the epoch */
export function toIso(milliseconds = NaN): string | undefined {
	return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

/** `YYYYMMDDhhmmss` in UTC+8, as the task list's filters take it. */
export function toListTime(milliseconds: number): string {
	return new Date(milliseconds + 8 * HOUR_MS).toISOString().replace(/\D/g, '').slice(0, 14);
}
