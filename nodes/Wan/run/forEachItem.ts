import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Outcome } from '../../core/base/result';
import type { StudioAddress } from '../../core/studio/address';
import { readAccess } from '../../shared/connection';
import { failedItem, nodeError, problemToFault } from '../../shared/errors';
import { stoppedError } from './stopped';

/**
 * Does something small for every item, one after another, and gives what came of it. What goes wrong goes the way of
 * failed items: an item with the details in the continue modes, else the error of the first one.
 */
export async function forEachItem(
	context: IExecuteFunctions,
	work: (itemIndex: number, address: StudioAddress) => Promise<Outcome<IDataObject[]>>,
): Promise<INodeExecutionData[][]> {
	const access = await readAccess(context);
	const output: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		if (context.getExecutionCancelSignal?.()?.aborted) throw stoppedError(context);
		const came =
			'apiBase' in access
				? await work(itemIndex, access)
				: { ok: false as const, fault: problemToFault(access) };
		if (came.ok) {
			output.push(...came.value.map((json) => ({ json, pairedItem: { item: itemIndex } })));
			continue;
		}
		if (came.fault.class === 'stopped') throw stoppedError(context);
		if (!context.continueOnFail()) throw nodeError(context, { itemIndex, fault: came.fault });
		output.push(failedItem({ itemIndex, fault: came.fault }));
	}
	return [output];
}
