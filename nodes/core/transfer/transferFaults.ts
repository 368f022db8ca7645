import type { Fault, FaultText } from '../base/fault';
import { omitUndefined } from '../base/omitUndefined';
import { faultFromNetworkFailure, readRetryAfter } from '../studio/errors';
import type { NetworkFailure } from '../studio/transport';

type TransferStage = 'upload' | 'download';

/** @param description what to do */
export function interrupted(stage: TransferStage, failure: NetworkFailure, description: string): Fault {
	const fault = faultFromNetworkFailure(stage, failure);
	if (failure.aborted) return fault;
	const file = stage === 'upload' ? 'file' : 'video';
	return {
		...fault,
		message: `The ${stage} of the ${file} was interrupted (${failure.message})`,
		description,
	};
}

/** An answer of the storage host. */
interface HostResponse {
	status: number;
	headers: Record<string, string>;
	text: string;
}

/** An answer that is not what was asked for, with the host's own words where its XML has them (OSS "Error responses"). */
export function hostFault(
	stage: TransferStage,
	{ status, headers, text }: HostResponse,
	more: FaultText & Partial<Fault>,
): Fault {
	return omitUndefined({
		stage,
		class: 'retry',
		httpStatus: status,
		code: /<Code>([^<]{1,80})<\/Code>/.exec(text)?.[1],
		serviceMessage: /<Message>([^<]{1,300})<\/Message>/.exec(text)?.[1],
		retryAfter: readRetryAfter(headers),
		...more,
	});
}

/** Whether the host may take the same request a little later. */
export function isBusy({ status }: { status: number }): boolean {
	return status === 408 || status === 429 || status >= 500;
}
