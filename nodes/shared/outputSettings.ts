export interface OutputSettings {
	simplify: boolean;
	download: boolean;
	binaryField: string;
	fileName: string;
}

/** The settings of the output from the fields that all nodes have. */
export function outputSettings(
	simple: unknown,
	options: Record<string, unknown>,
	download: boolean,
): OutputSettings {
	const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
	return {
		simplify: simple !== false,
		download,
		binaryField: text(options.binaryField) || 'data',
		fileName: text(options.fileName),
	};
}

/** `<taskId>.mp4`, or the user's name, which may lack the ending. */
export function fileNameFor(taskId: string, wanted: string): string {
	if (!wanted) return `${taskId}.mp4`;
	return /\.\w{2,4}$/.test(wanted) ? wanted : `${wanted}.mp4`;
}
