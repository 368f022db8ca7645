/** The storage host's own words, where its XML has them (OSS "Error responses"). */
export interface StorageWords {
	code?: string;
	serviceMessage?: string;
}

export function readStorageWords(text: string): StorageWords {
	const code = /<Code>([^<]{1,80})<\/Code>/.exec(text)?.[1];
	const serviceMessage = /<Message>([^<]{1,300})<\/Message>/.exec(text)?.[1];
	return { ...(code && { code }), ...(serviceMessage && { serviceMessage }) };
}
