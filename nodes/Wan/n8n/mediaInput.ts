import type { IExecuteFunctions } from 'n8n-workflow';

/** An image of a binary field as a data URL, which the API documents for images only. Throws n8n's error if there is none. */
export async function readImageAsDataUrl(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
): Promise<string> {
	const binary = context.helpers.assertBinaryData(itemIndex, field);
	const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, field);
	return `data:${binary.mimeType};base64,${bytes.toString('base64')}`;
}
