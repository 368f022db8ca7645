/** Keys and data URLs never reach a log, an error or a hint. */
export function redact(text: string): string {
	return text
		.replace(/\bsk-[\w-]{4,}/g, 'sk-…')
		.replace(/(bearer\s+)[^\s"',]+/gi, '$1…')
		.replace(/data:[\w.+-]+\/[\w.+-]+;base64,[A-Za-z0-9+/=]+/g, 'data:…')
		.replace(
			/([?&](?:[\w-]*signature|[\w-]*credential|[\w-]*security-token|OSSAccessKeyId|AWSAccessKeyId|Expires)=)[^&\s"']+/gi,
			'$1…',
		);
}

/** What was thrown, in words and without secrets. */
export function errorText(error: unknown): string {
	return redact(error instanceof Error ? error.message : String(error));
}
