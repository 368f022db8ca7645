/** Leaves out what is undefined, so that outputs have no empty fields. */
export function omitUndefined<T extends object>(value: T): T {
	return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}
