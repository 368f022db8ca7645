/** Keys, logins, signatures and data URLs never reach a log, an error or a hint. */
export function redact(text: string): string {
	return (
		text
			.replace(/\bsk-[\w-]{4,}/gi, 'sk-…')
			.replace(/(bearer\s+)[^\s"',]+/gi, '$1…')
			.replace(/(authorization["']?\s*[:=]\s*["']?basic\s+)[^\s"',]+/gi, '$1…')
			// With or without type, parameters (RFC 2397) and base64.
			.replace(/data:([\w.+-]+\/[\w.+-]+)?(;[^,]{0,200})?,[^\s"'<>\\]+/gi, 'data:…')
			.replace(/(:\/\/)[^\s/@"'?#]+@/g, '$1…@')
			.replace(
				/([?&](?:[\w-]*(?:signature|credential|token|secret|password|api[_-]?key)|sig|auth_key|OSSAccessKeyId|AWSAccessKeyId|GoogleAccessId|Expires)=)[^&\s"']+/gi,
				'$1…',
			)
	);
}

/** What was thrown, in words and without secrets. */
export function errorText(error: unknown): string {
	return redact(error instanceof Error ? error.message : String(error));
}
