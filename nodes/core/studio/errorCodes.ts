import { accountErrors } from './errorRows/accountErrors';
import type { ErrorRow } from './errorRows/errorRow';
import { requestErrors } from './errorRows/requestErrors';
import { serviceErrors } from './errorRows/serviceErrors';

/** The service's error list; the first row that fits counts. */
export const errorRows: readonly ErrorRow[] = [...accountErrors, ...requestErrors, ...serviceErrors];

/** Finds the row for a code and message; `undefined` for codes that the list does not have. */
export function findErrorRow(code: string, message: string): ErrorRow | undefined {
	return errorRows.find((row) => matchesCode(row, code) && (row.serviceMessage?.test(message) ?? true));
}

function matchesCode(row: ErrorRow, code: string): boolean {
	if (row.aliases?.includes(code)) return true;
	return row.code.endsWith('*') ? code.startsWith(row.code.slice(0, -1)) : code === row.code;
}
