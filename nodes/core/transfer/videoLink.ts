/** A link to a finished video, and how long it lives. Times are milliseconds since the epoch. */
export interface VideoLink {
	url: string;
	/** By the storage host's clock: its `Expires`, or 24 hours after the task's end. */
	expiresAt?: number;
	/** By this machine's clock, for a task that it submitted itself: until then the link lives at the least. */
	livesUntil?: number;
}

/**
 * Whether a link that is refused may have expired. Clocks may be hours apart, so the storage host's own is asked where it
 * tells the time, and never the service's against this machine's where this machine knows better.
 * @param hostDate the answer's `Date`
 */
export function hasExpired(
	{ expiresAt, livesUntil }: VideoLink,
	now: number,
	hostDate: string | undefined,
): boolean {
	if (livesUntil !== undefined && now < livesUntil) return false;
	const hostNow = Date.parse(hostDate ?? '');
	return expiresAt !== undefined && (Number.isNaN(hostNow) ? now : hostNow) >= expiresAt;
}
