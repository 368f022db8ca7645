import { serviceTimeToIso, toListTime } from '../../nodes/core/studio/times';

describe('A time of the service, UTC+8 without saying so, is in UTC', () => {
	test.each([
		['2025-09-25 11:07:28.590', '2025-09-25T03:07:28.590Z'],
		// Across midnight and the year.
		['2026-01-01 07:59:59.999', '2025-12-31T23:59:59.999Z'],
		['2024-02-29 08:00:00.000', '2024-02-29T00:00:00.000Z'],
		['2025-09-25 11:07:28', '2025-09-25T03:07:28.000Z'],
		['2025-09-25T11:07:28.590', '2025-09-25T03:07:28.590Z'],
		// A tenth of a second, not a thousandth.
		['2025-09-25 11:07:28.5', '2025-09-25T03:07:28.500Z'],
		['  2025-09-25 11:07:28.590 ', '2025-09-25T03:07:28.590Z'],
	])('%s is %s', (text, iso) => {
		expect(serviceTimeToIso(text)).toBe(iso);
	});

	test.each([
		'',
		' ',
		'soon',
		'2025-09-25',
		'2025-13-25 11:07:28.590',
		'2025-09-25 25:07:28',
		null,
		undefined,
		1758769648590,
		{},
	])('%j is no time', (text) => {
		expect(serviceTimeToIso(text)).toBeUndefined();
	});
});

describe('A time for the task list is written in UTC+8', () => {
	test.each([
		['2025-09-25T03:07:28.590Z', '20250925110728'],
		['2025-12-31T23:59:59.999Z', '20260101075959'],
		['2026-01-01T00:00:00.000Z', '20260101080000'],
	])('%s is %s', (iso, text) => {
		expect(toListTime(Date.parse(iso))).toBe(text);
	});
});
