import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { err, ok, type Result } from '../core/base/result';
import { describeNetworkError } from '../core/studio/networkError';
import { MAX_REDIRECTS } from '../core/studio/retryPolicies';
import type { NetworkFailure, StudioResponse, StudioRequest, Transport } from '../core/studio/transport';
import type { StudioContext } from './contexts';

export const CREDENTIAL_TYPE = 'modelStudioApi';

/** Sends the core's requests with n8n's helper, which adds the key and follows n8n's proxy and SSRF settings. */
export function n8nTransport(context: StudioContext): Transport {
	return {
		async send(request: StudioRequest): Promise<StudioResponse | NetworkFailure> {
			const sender = request.ignoreAbort ? withoutStop(context) : context;
			// Read here and handed over, so that a credential that cannot be read is not taken for a lost answer.
			const credential = await readCredential(context);
			if (!credential.ok) return unsent(`the credential could not be read: ${credential.fault}`);
			try {
				const response = await sender.helpers.httpRequestWithAuthentication.call(
					sender,
					CREDENTIAL_TYPE,
					options(request),
					{ credentialsDecrypted: { id: '', name: '', type: CREDENTIAL_TYPE, data: credential.value } },
				);
				return readResponse(response);
			} catch (error) {
				const signal = 'getExecutionCancelSignal' in sender ? sender.getExecutionCancelSignal() : undefined;
				return describeNetworkError(error, signal?.aborted === true);
			}
		},
	};
}

/**
 * n8n puts the execution's cancel signal on every authenticated request of a context that has one. A create call and what
 * is left to do after Stop must go through, so they are made on a context that has none.
 */
export function withoutStop(context: StudioContext): StudioContext {
	return Object.create(context, { getExecutionCancelSignal: { value: () => undefined } }) as StudioContext;
}

/** The credential as n8n has it now, or why it cannot be read: an expression in it, a vault, the database. */
export async function readCredential(
	context: StudioContext,
): Promise<Result<ICredentialDataDecryptedObject, string>> {
	try {
		return ok(await context.getCredentials<ICredentialDataDecryptedObject>(CREDENTIAL_TYPE));
	} catch (error) {
		return err(describeNetworkError(error, false).message);
	}
}

function unsent(message: string): NetworkFailure {
	return { kind: 'network failure', requestSent: 'no', code: '', message };
}

/** Whatever the answer is, it comes back with its status and headers. */
export const wholeResponse = { returnFullResponse: true, ignoreHttpStatusErrors: true } as const;

/** A fresh object each time: n8n writes the key and the cancel signal into it. */
function options(request: StudioRequest): IHttpRequestOptions {
	return {
		...wholeResponse,
		method: request.method,
		url: request.url,
		headers: { Accept: 'application/json', ...request.headers },
		...(request.body && { body: request.body }),
		timeout: request.timeout,
		// The text as it came: a proxy's HTML and a cut answer must be distinguished from the service's JSON.
		encoding: 'text',
		// Behind a redirect another request would be answered, and nothing would show the task that the call may have made.
		...(request.method === 'POST' ? { disableFollowRedirect: true } : { maxRedirects: MAX_REDIRECTS }),
		sendCredentialsOnCrossOriginRedirect: false,
	};
}

interface HelperResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

export function readResponse(response: HelperResponse): StudioResponse {
	const { body } = response;
	return { ...readHead(response), text: typeof body === 'string' ? body : (JSON.stringify(body) ?? '') };
}

/** An answer but for its body. */
export function readHead({
	statusCode,
	headers,
}: Pick<HelperResponse, 'statusCode' | 'headers'>): Omit<StudioResponse, 'text'> {
	const inLowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
	return { kind: 'response', status: statusCode, headers: Object.fromEntries(inLowerCase) };
}
