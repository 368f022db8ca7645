import { accountErrors } from './errorRows/accountErrors';
import type { ErrorRow } from './errorRows/errorRow';
import { requestErrors } from './errorRows/requestErrors';
import { serviceErrors } from './errorRows/serviceErrors';

/** The service's error list; the first row that fits counts. */
export const errorRows: readonly ErrorRow[] = [...accountErrors, ...requestErrors, ...serviceErrors];

/** Finds the row for a code and message; `undefined` for codes that the list does not have. */
export function findErrorRow(code: string, message: string): ErrorRow | undefined {
	const wanted = plainCode(code);
	const isWanted = (listed: string) =>
		listed.endsWith('*') ? wanted.startsWith(plainCode(listed.slice(0, -1))) : wanted === plainCode(listed);
	return errorRows.find(
		({ codes, serviceMessage }) => codes.some(isWanted) && (serviceMessage?.test(message) ?? true),
	);
}

/** Some of its answers write a code in the style of OpenAI's API: `model_not_found`. */
function plainCode(code: string): string {
	return code.replace(/_/g, '').toLowerCase();
}
