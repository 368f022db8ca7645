import {
	type Failure,
	type INodeExecutionData,
	type JsonObject,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import type { Fault, FaultClass, FaultText } from '../core/base/fault';
import { omitUndefined } from '../core/base/omitUndefined';
import { err, type Result } from '../core/base/result';
import { redact } from '../core/base/redact';
import type { Problem } from '../core/request/validate';
import { mayBringVideo } from '../core/studio/taskStatus';
import type { JobResult } from '../core/tasks/job';
import { describeCandidates, describeLost } from '../core/tasks/reconcile';
import type { StudioContext } from './contexts';

/** Whatever went wrong with an item, in the form that both error shapes are made of. */
export interface ItemFault {
	itemIndex: number;
	fault: Fault;
	/** More that is known of the task: link, times, status. */
	known?: Record<string, unknown>;
}

/** What is known of the other items of a run. */
export type Sibling = Pick<JobResult<unknown>, 'taskId' | 'response' | 'fault'>;

/**
 * An item for the continue modes. The engine routes it to the error branch with all details only if its JSON has
 * exactly these three keys (n8n-core 2.41, handleNodeErrorOutput).
 */
export function failedItem({ itemIndex, fault, known }: ItemFault): INodeExecutionData {
	return {
		json: {
			error: cleanMessage(fault.message),
			message: describe(fault),
			details: { ...known, ...detailsOf(fault) },
		},
		pairedItem: { item: itemIndex },
	};
}

/** The error that ends the node, built from a plain object: from a caught NodeApiError n8n drops all options. */
export function nodeError(
	context: StudioContext,
	{ itemIndex, fault, known }: ItemFault,
	siblings: readonly Sibling[] = [],
): NodeApiError | NodeOperationError {
	const description = [describe(fault), tasksOfSiblings(siblings)].filter(Boolean).join(' ');
	const message = `${cleanMessage(fault.message)} [item ${itemIndex}]`;
	const details = detailsOf(fault);
	const options = { message, description, itemIndex, ...failureOf(fault) };
	const error =
		fault.stage === 'check'
			? new NodeOperationError(context.getNode(), message, options)
			: new NodeApiError(context.getNode(), details, {
					...options,
					...(fault.httpStatus && { httpCode: String(fault.httpStatus) }),
				});
	// Error workflows and "On Error" scripts find the ids here.
	error.context.details = { ...known, ...details };
	return withOwnWords(error, message);
}

/**
 * n8n replaces a message that has the code of a system error anywhere in it (n8n-workflow 2.41, COMMON_ERRORS), and says
 * after ECONNRESET to retry at once, whatever the call was.
 */
export function withOwnWords<E extends NodeApiError | NodeOperationError>(error: E, message: string): E {
	return Object.assign(error, { message, messages: [] });
}

export function problemToFault({ message, description }: FaultText): Fault {
	return { stage: 'check', class: 'input', message, description };
}

/** Several wrong fields of one item are reported at once. */
export function problemsToFault(problems: readonly Problem[]): Fault {
	return problemToFault({
		message: problems.map(({ message }) => message).join('; '),
		description: problems
			.map(({ field, description }) => (problems.length > 1 ? `${field}: ${description}` : description))
			.join(' '),
	});
}

function detailsOf(fault: Fault): JsonObject {
	return omitUndefined<JsonObject>({
		taskId: fault.taskId,
		requestId: fault.requestId,
		code: fault.code,
		httpStatus: fault.httpStatus,
		networkCode: fault.networkCode,
		serviceMessage: fault.serviceMessage,
		model: fault.model,
		stage: fault.stage,
		kind: fault.class,
		retryable: fault.class === 'retry',
		videoUrl: fault.videoUrl,
		candidates: fault.candidates,
	} as JsonObject);
}

/** What to do, then the service's own words, then the tasks that may be meant. */
function describe(fault: Fault): string {
	const { description, code, serviceMessage, requestId, taskId } = fault;
	const service = [code, serviceMessage].filter(Boolean).join(': ');
	const parts = [
		description,
		service && `The service says: ${service}.`,
		taskId && `Task ID: ${taskId}.`,
		requestId && `Request ID: ${requestId}.`,
		fault.class === 'unclear' && describeCandidates([fault]),
	];
	return cleanMessage(
		parts
			.filter(Boolean)
			.join(' ')
			.replace(/\.\.(\s|$)/g, '.$1'),
	);
}

/** An error ends the whole node, so it also names what its sibling items have paid for. */
function tasksOfSiblings(siblings: readonly Sibling[]): string {
	const taskIds = siblings.flatMap(({ response, fault, taskId }) =>
		taskId && fault?.stage !== 'cancel' && (!response || mayBringVideo(response)) ? [taskId] : [],
	);
	const sentences = [
		taskIds.length > 0 &&
			`Other tasks of this run, kept for 24 hours: ${taskIds.join(', ')}. Fetch their videos with Retry On Fail or Task: Wait.`,
		describeLost(siblings, ' of other items'),
	];
	return sentences.filter(Boolean).join(' ');
}

/**
 * The editor renders messages as HTML, so brackets go. And the engine takes a message with a certain word for a user's
 * Stop and then runs no error workflow (n8n-core 2.41, processSuccessExecution), so it is spelled the other way.
 */
function cleanMessage(text: string): string {
	return text.replace(/[<>]/g, '').replace(/canceled/g, 'cancelled');
}

/** What n8n 2.x wants to know about a failure; older versions ignore it. */
function failureOf({ class: kind, httpStatus, retryAfter }: Fault): { failure?: Failure } {
	if (kind === 'retry') {
		const cause = httpStatus === 429 ? 'rate-limited' : 'temporarily-unavailable';
		return { failure: { cause, ...(retryAfter && { retryAfterMs: retryAfter }) } };
	}
	const cause = causes[kind];
	return cause ? { failure: { cause } } : {};
}

const causes: Partial<Record<FaultClass, Failure['cause']>> = {
	quota: 'quota-exhausted',
	'key or region': 'credential-invalid',
	input: 'configuration-invalid',
	blocked: 'configuration-invalid',
	expired: 'configuration-invalid',
};

/** What n8n threw while an item's fields were read: a failing expression, a missing binary field. */
export function faultOfReading(error: unknown): Fault {
	const { message, description } = (error ?? {}) as { message?: unknown; description?: unknown };
	return {
		stage: 'check',
		class: 'input',
		// n8n names the item in some of its messages; ours do it themselves.
		message: redact(String(message ?? 'The fields of the item could not be read')).replace(
			/ \[item \d+\]$/,
			'',
		),
		description:
			typeof description === 'string' && description
				? `${description}.`
				: 'Check the expressions of this node.',
	};
}

/** Reads fields of an item. An expression that throws is a fault of the item, too. */
export function readFields<T>(read: () => Result<T>): Result<T> {
	try {
		return read();
	} catch (error) {
		return err(faultOfReading(error));
	}
}

/** A value that a field cannot have. */
export function refuse(message: string, description: string): Result<never> {
	return err(problemToFault({ message, description }));
}
