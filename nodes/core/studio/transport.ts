/** One HTTP exchange with Model Studio, free of n8n and of any HTTP library. */
export interface StudioRequest {
	method: 'GET' | 'POST';
	url: string;
	headers?: Record<string, string>;
	/** Sent as JSON; a Buffer as it is. */
	body?: object;
	/** Milliseconds until the exchange is given up. */
	timeout: number;
	/** Whether the request goes on when the execution is stopped. */
	ignoreAbort?: boolean;
}

export interface StudioResponse {
	kind: 'response';
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	text: string;
}

/** No answer came, or not all of it. */
export interface NetworkFailure {
	kind: 'network failure';
	/** `no`: the service cannot have seen the request (refused connection, unknown host, wrong certificate). */
	requestSent: 'no' | 'maybe';
	/** It will be the same a little later (wrong certificate or protocol, endless redirects). */
	lasting?: true;
	/** The execution was stopped meanwhile. */
	aborted?: true;
	/** ECONNRESET, ETIMEDOUT and so on, or empty. */
	code: string;
	/** In words, without secrets. */
	message: string;
}

/** Adds the key to a request and sends it. Never throws for what the network or the service does. */
export interface Transport {
	send(request: StudioRequest): Promise<StudioResponse | NetworkFailure>;
}
