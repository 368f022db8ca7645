/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { IncomingMessage } from 'node:http';
import type { ListBehaviour } from './listBehaviour';

/** What a request asks for, told from method and path alone. */
export type RequestKind =
	| 'submit'
	| 'query'
	| 'list'
	| 'cancel'
	| 'models'
	| 'policy'
	| 'upload'
	| 'download'
	| 'detect'
	| 'other';

/** One request, noted when it arrived; the status is filled in when it was answered. */
export interface BookEntry {
	/** Running number over all kinds, 1-based. */
	number: number;
	/** Service milliseconds since start. */
	at: number;
	kind: RequestKind;
	method: string;
	/** Path with its query. */
	path: string;
	/** Header names in lower case. */
	headers: Record<string, string>;
	/** Parsed JSON of a submit; of an upload the field names, the key, and the file's size and SHA-256. */
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into bodies of every shape
	body?: any;
	taskId?: string;
	/** 0: the connection was broken, hung or cut, or is not answered yet. */
	status: number;
	/** The error code of the answer, where it had one. */
	code?: string;
	fault?: string;
}

export type TaskStatus = 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED';

/** A task that was taken, also when its answer was lost on the way. Always up to date when it is read. */
export interface AcceptedTask {
	taskId: string;
	/** The request id of the create call, as the task list shows it. */
	requestId: string;
	model: string;
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into bodies of every shape
	body: any;
	/** Service milliseconds since start, as are the other two. */
	submittedAt: number;
	scheduledAt?: number;
	endedAt?: number;
	status: TaskStatus;
	/** Downloads of its video that were handed to the network to the last byte. */
	downloads: number;
}

export type Misbehaviour =
	| '429'
	| '500'
	| '502-html'
	| 'reset'
	| 'hang'
	| 'truncated-json'
	| 'wrong-content-type'
	/** Full content-length, half of the body, then the connection ends. */
	| 'cut'
	/** 200 with nothing in it. */
	| 'empty'
	/** 200 with an HTML body. */
	| 'html'
	| DetourMisbehaviour;

/** What proxies, caches and gateways do to an answer on its way. */
export type DetourMisbehaviour =
	/** Packed, with the length of the packed body; no client asked for it. */
	| 'gzip'
	/** 206 with all of the bytes, for a request that named no range. */
	| 'whole-206'
	/** The right body, called `text/plain`. */
	| 'as-text'
	/** 302 to the same address. */
	| 'redirect';

export interface MisbehaveRule {
	on: RequestKind;
	what: Misbehaviour;
	/**
	 * Which requests of this kind, counted from 1 since the rule was set.
	 * Left out: the first `times` of them, so only the first when `times` is left out too.
	 */
	which?: 'first' | 'every-third' | 'all' | number | number[] | ((n: number) => boolean);
	/** The rule is used up after this many misbehaved requests. */
	times?: number;
	/**
	 * Was the request carried out (the task created, the file stored) although its answer was lost?
	 * Left out: false for '429' and '500', true for the others.
	 */
	accepted?: boolean;
	/** Value of the Retry-After header, for every `what` that still sends headers. */
	retryAfter?: string;
	/** Another status, code or message for '429' and '500'. */
	status?: number;
	code?: string;
	message?: string;
}

export interface ScriptedOutcome {
	status: 'SUCCEEDED' | 'FAILED' | 'CANCELED';
	/** Left out for a failed task: none is given, which the service does at times. */
	code?: string;
	message?: string;
	/** Service seconds of running; for CANCELED, of waiting. Default: as for any task. */
	afterSeconds?: number;
	/** Rewrites every query answer of the task, for example numbers as strings. */
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of every shape
	response?: (answer: any) => any;
}

export type Region =
	| 'ap-southeast-1'
	| 'cn-beijing'
	| 'us-east-1'
	| 'eu-central-1'
	| 'cn-hongkong'
	| 'ap-northeast-1';

export interface StandInOptions {
	/** Default ap-southeast-1. */
	region?: Region;
	/** Default sk-stand-in-key. */
	apiKey?: string;
	/** Service seconds that pass in one real second. Default 1. */
	timeScale?: number;
	/** Milliseconds since the epoch by a clock of the test's own, in place of the machine's. */
	now?: () => number;
	/** By which the service's clock is ahead; negative: behind. */
	aheadSeconds?: number;
	/** What the `Date` header of answers tells. Default: the service's time. */
	dateHeader?: 'service' | 'right' | 'none';
	/** Told of every request that will never be answered. */
	onHang?: (request: IncomingMessage) => void;
	/** Service seconds a task runs; `n` is its number among all accepted tasks, 1-based. Default 60. */
	taskSeconds?: number | ((model: string, n: number) => number);
	/** Service seconds before a free slot takes a fresh task. Default 0.1. */
	pendingSeconds?: number;
	/** Pads each video with a `free` box to this many bytes; streamed, never held whole. */
	videoBytes?: number;
	/** Path of another MP4 to deliver for every model. */
	video?: string;
	/** For ids and signatures. Default: the number of stand-ins this process has started, so ids differ. */
	seed?: number;
	/** Largest page_size of the task list. Default 100. */
	listPageMax?: number;
	/** Task IDs are numbers of 20 digits, written as numbers. Default false. */
	numericTaskIds?: boolean;
	/** What the list does differently; see `StandIn.list`. */
	list?: Partial<ListBehaviour>;
	/** Enforce requests per second. Default true. */
	strictRates?: boolean;
	/**
	 * Refuse what no document names: unknown fields, empty values given as null. The service ignores them, since its own
	 * clients send some. Default false; true in our tests, as the lint of our own bodies.
	 */
	strict?: boolean;
	/** Not documented, but assumed: outside Beijing and Singapore there is no upload policy. Default false. */
	refuseUploadsElsewhere?: boolean;
}

export interface StoredUpload {
	bytes: number;
	sha256: string;
	/** The model name the policy was asked for; the file serves no other. */
	model: string;
	/** Service milliseconds since start. */
	at: number;
}

export interface StandIn {
	/** http://127.0.0.1:PORT/api/v1 */
	baseUrl: string;
	/** The same without /api/v1. */
	host: string;
	/** Another origin; serves videos and takes uploads. */
	downloadHost: string;
	apiKey: string;
	books: BookEntry[];
	tasks: Map<string, AcceptedTask>;
	/** Service milliseconds since start. */
	now(): number;
	/** How the task list behaves; may be changed at any time. */
	list: ListBehaviour;
	/** Puts tasks into the account that make no video, and have succeeded. Gives their IDs. */
	addOtherTasks(count: number, model?: string): string[];
	/** Requests of this kind so far, misbehaved ones included. */
	count(kind: RequestKind): number;
	misbehave(rule: MisbehaveRule): void;
	/** Drops all rules. */
	behave(): void;
	/** Outcomes of the next accepted submits, in order. */
	script(...outcomes: ScriptedOutcome[]): void;
	/** Service time leaps by this many seconds. */
	advance(seconds: number): void;
	/** By oss:// URL. */
	uploads: Map<string, StoredUpload>;
	/**
	 * SHA-256 (hex) of the bytes a download of this task's video gives. Every task's video differs, so that
	 * mixed-up videos are seen. Without an id: the first accepted task's.
	 */
	videoSha256(taskId?: string): Promise<string>;
	/**
	 * Ends at once: open connections, also hanging ones, are destroyed.
	 * @throws when the stand-in itself failed at a request, and so answered 500, which is no word of the service.
	 */
	close(): Promise<void>;
}
