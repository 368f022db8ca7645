/** An element that is there, as tables of numbers are filled before they are read. */
export function at(numbers: ArrayLike<number>, index: number): number {
	return numbers[index] ?? 0;
}
