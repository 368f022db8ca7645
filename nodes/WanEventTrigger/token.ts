import { createHash, timingSafeEqual } from 'crypto';
import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
	IWebhookFunctions,
} from 'n8n-workflow';

const TOKEN_CREDENTIAL = 'modelStudioEventsApi';
/** The header in which EventBridge sends the Token of an HTTP target. */
export const TOKEN_HEADER = 'x-eventbridge-signature-token';

/**
 * Whether the request has the token of the credential, in the header or as `?token=` of the address. EventBridge signs
 * its requests, too, but with one key for all of its customers, so the signature does not say whose event it is.
 */
export async function isAllowed(webhook: IWebhookFunctions): Promise<boolean> {
	const token = await readToken(webhook);
	if (webhook.getNodeParameter('authentication', 'header') === 'url') {
		return isSameToken((webhook.getQueryData() as Record<string, unknown>).token, token);
	}
	const header = String(webhook.getNodeParameter('headerName', TOKEN_HEADER)).trim().toLowerCase();
	return isSameToken(webhook.getHeaderData()[header], token);
}

/** Compares in a time that tells nothing of the token. An empty token is nobody's. */
function isSameToken(given: unknown, token: string): boolean {
	if (typeof given !== 'string' || token === '') return false;
	// Of hashes, because the comparison takes only what is equally long.
	return timingSafeEqual(sha256(given), sha256(token));
}

/**
 * The credential's own test. There is nobody to ask, so it only checks that the token is hard to guess and comes
 * through a header and an address unchanged.
 */
export async function checkToken(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	if (/^[\w.~-]{16,}$/.test(tokenOf(data))) return { status: 'OK', message: 'The token is hard to guess' };
	return {
		status: 'Error',
		message: 'Enter a Token of at least 16 letters, digits, hyphens and underscores',
	};
}

/** An empty text where there is no credential: then nobody is let in, and no execution is started for it. */
async function readToken(webhook: IWebhookFunctions): Promise<string> {
	try {
		return tokenOf(await webhook.getCredentials<Record<string, unknown>>(TOKEN_CREDENTIAL));
	} catch {
		webhook.logger.warn('Wan Event Trigger: the credential with the token of the events cannot be read.');
		return '';
	}
}

function tokenOf(credential: Record<string, unknown> | undefined): string {
	return typeof credential?.token === 'string' ? credential.token.trim() : '';
}

function sha256(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
