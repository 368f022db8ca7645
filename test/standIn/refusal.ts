/** The service says no: thrown by a check, sent as `{code, message, request_id}`. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

/** What most refusals of a body are. */
export const invalid = (message: string): Refusal => new Refusal(400, 'InvalidParameter', message);

export const throttled = (): Refusal =>
	new Refusal(429, 'Throttling.RateQuota', 'Requests rate limit exceeded, please try again later.');
