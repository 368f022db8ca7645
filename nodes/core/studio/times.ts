import { HOUR_MS } from '../base/units';

/** The service writes `YYYY-MM-DD HH:mm:ss.SSS` in UTC+8 without saying so, in every region (i2v reference, submit_time). */
const SERVICE_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d{1,3}))?$/;

/** ISO 8601 in UTC, or nothing for an empty or unreadable time. */
export function serviceTimeToIso(text: unknown): string | undefined {
	const match = typeof text === 'string' ? SERVICE_TIME.exec(text.trim()) : null;
	if (!match) return undefined;
	const milliseconds = Date.parse(`${match[1]}T${match[2]}.${(match[3] ?? '0').padEnd(3, '0')}+08:00`);
	return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

/** `YYYYMMDDhhmmss` in UTC+8, as the task list's filters take it. */
export function toListTime(milliseconds: number): string {
	return new Date(milliseconds + 8 * HOUR_MS).toISOString().replace(/\D/g, '').slice(0, 14);
}
