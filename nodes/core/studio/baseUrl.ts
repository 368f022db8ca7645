import type { FaultText } from '../base/fault';
import { trimBlanks } from '../base/coerce';
import { err, ok, type Result } from '../base/result';

const OFFICIAL = /(^|\.)aliyuncs\.com$/;
const CONSOLE = /(^|\.)(console|help|www)\.(aliyun|alibabacloud)\.com$/;

/**
 * Where the API is behind a Base URL, without a slash at its end. Whatever people copy of Model Studio's own addresses is
 * taken: the host alone, the OpenAI-compatible address, a whole endpoint. With others only those endings are corrected.
 */
export function readBaseUrl(value: string): Result<string, FaultText> {
	const text = trimBlanks(value.normalize('NFKC')).replace(/^["'`<]+|["'`>,;]+$/g, '');
	const url = parse(text) ?? parse(`https://${text}`, OFFICIAL);
	if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
		return err({
			message: "The credential's Base URL is not an http or https address",
			description:
				'Enter an address that starts with https://, such as https://gateway.example.com/api/v1, or leave the field empty.',
		});
	}
	if (CONSOLE.test(url.hostname)) {
		return err({
			message: "The credential's Base URL is a web page, not the API",
			description: 'Leave Base URL empty. The address follows from Region and Workspace ID.',
		});
	}
	if (OFFICIAL.test(url.hostname)) {
		// Over plain HTTP anybody on the way could read the key.
		url.protocol = 'https:';
		return ok(`${url.origin}/api/v1`);
	}
	const path = url.pathname
		.replace(/\/+$/, '')
		.replace(/\/compatible-mode\/v1(\/.*)?$/, '/api/v1')
		.replace(/(\/api\/v1)\/(services|tasks|models|uploads)(\/.*)?$/, '$1');
	const login = url.username && `${url.username}${url.password && `:${url.password}`}@`;
	return ok(`${url.protocol}//${login}${url.host}${path}`);
}

/** @param host where only such hosts are meant */
function parse(text: string, host = /./): URL | undefined {
	try {
		const url = new URL(text);
		return host.test(url.hostname) ? url : undefined;
	} catch {
		return undefined;
	}
}
