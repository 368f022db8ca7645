import type { IExecuteFunctions } from 'n8n-workflow';

import { systemClock } from '../../core/clock';
import type { StudioAddress } from '../../core/studio/address';
import { StudioClient } from '../../core/studio/client';
import { n8nTransport } from './transport';

/** A client for operations that make a few calls and hold no task. It listens to Stop. */
export function clientFor(context: IExecuteFunctions, { apiBase }: StudioAddress): StudioClient {
	return new StudioClient(apiBase, n8nTransport(context), {
		clock: systemClock,
		random: Math.random,
		stop: context.getExecutionCancelSignal?.(),
	});
}
