/** The storage host's own words, where its XML has them (OSS "Error responses"). */
interface OssError {
	code?: string;
	serviceMessage?: string;
}

export function parseOssError(text: string): OssError {
	const code = /<Code>([^<]{1,80})<\/Code>/.exec(text)?.[1];
	const serviceMessage = /<Message>([^<]{1,300})<\/Message>/.exec(text)?.[1];
	return { ...(code && { code }), ...(serviceMessage && { serviceMessage }) };
}
