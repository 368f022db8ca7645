import type { Fault } from '../base/fault';
import { faultFromNetworkFailure } from '../studio/errors';
import type { NetworkFailure } from '../studio/transport';
import { parseOssError } from './ossError';

const fetchAgain =
	'The video is available for 24 hours. Run the item again, or fetch the video with Task: Wait and its task ID.';

export function brokenDownload(failure: NetworkFailure): Fault {
	const fault = faultFromNetworkFailure('download', failure);
	if (failure.aborted) return fault;
	const message = `The download of the video was interrupted (${failure.message})`;
	const network = 'Check the network, the proxy and the certificates of the n8n host. ';
	return { ...fault, message, description: failure.lasting ? network + fetchAgain : fetchAgain };
}

/** An answer of the storage host that is no video. @param body what it says, where that is the storage's own XML */
function hostFault(httpStatus: number, body: string, more: Omit<Fault, 'stage'>): Fault {
	return { stage: 'download', httpStatus, ...parseOssError(body), ...more };
}

export function refusedLink(httpStatus: number, body: string): Fault {
	return hostFault(httpStatus, body, {
		class: 'retry',
		linkRefused: true,
		message: `The storage host refuses the link to the video (HTTP ${httpStatus}), although the link has not expired`,
		description: `A new link can take a moment to work. ${fetchAgain}`,
	});
}

export function expiredLink(httpStatus: number, body: string): Fault {
	return hostFault(httpStatus, body, {
		class: 'expired',
		message: 'The link to the video has expired',
		description:
			'Links work for 24 hours after the task ends. This video can no longer be fetched and has to be made again.',
	});
}

export function busyHost(httpStatus: number, body: string, retryAfter: number | undefined): Fault {
	return hostFault(httpStatus, body, {
		class: 'retry',
		...(retryAfter !== undefined && { retryAfter }),
		message: `The storage host answered with HTTP ${httpStatus} instead of the video`,
		description: fetchAgain,
	});
}

/** @param found what came in place of the video, such as `text/html` */
export function notAVideo(found: string): Fault {
	return {
		stage: 'download',
		class: 'retry',
		message: `The link returned ${found} instead of the video`,
		description: `A proxy between n8n and the storage host may have answered instead. ${fetchAgain}`,
	};
}

export function storeFault(message: string): Fault {
	return {
		stage: 'download',
		class: 'retry',
		message: `n8n could not store the video (${message})`,
		description: `Check the free space and the limits of n8n's binary data storage, or turn off Options: Download Video and use the link. ${fetchAgain}`,
	};
}
