import type { FaultClass, FaultText } from '../base/fault';
import type { StudioResponse } from './transport';

/** Where an answer leads that wants the request to be made at another address; nothing for any other answer. */
export function redirectOf({ status, headers }: StudioResponse): { target?: URL } | undefined {
	if (status < 300 || status >= 400) return undefined;
	const { location = '' } = headers;
	return /^https?:\/\//i.test(location) && URL.canParse(location) ? { target: new URL(location) } : {};
}

/**
 * Whether the redirect leaves a POST unprocessed: by a status that keeps the method (RFC 9110, 15.4.8 and 15.4.9), or
 * by the same path on another host or with https.
 * @param url of the request
 */
export function leavesPostUndone(response: StudioResponse, url: string): boolean {
	const { status } = response;
	if (status === 307 || status === 308) return true;
	const { target } = redirectOf(response) ?? {};
	if (!target || (status !== 301 && status !== 302)) return false;
	const asked = new URL(url);
	return target.origin !== asked.origin && pathOf(target) === pathOf(asked);
}

/** The words for a redirect, with the address to enter instead. */
export function redirectFault(status: number, target?: URL): FaultText & { class: FaultClass } {
	// Logins and signatures stay out of the message.
	const to = target && target.origin + target.pathname;
	const base = to?.replace(/\/services\/aigc\/.*$/, '');
	return {
		class: 'input',
		message: `The call was redirected${to ? ` to ${to}` : ''} (HTTP ${status})`,
		description: `Check the credential's Base URL${base && base !== to ? `; the API seems to be at ${base}` : ''}.`,
	};
}

function pathOf({ pathname }: URL): string {
	return pathname.replace(/\/+$/, '');
}
