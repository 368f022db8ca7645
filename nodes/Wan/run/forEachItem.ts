import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Result } from '../../core/base/result';
import type { StudioAddress } from '../../core/studio/address';
import { readConnection } from '../../shared/connection';
import { failedItem, nodeError } from '../../shared/errors';
import { stoppedError } from './stopped';

/**
 * Does something small for every item, one after another, and gives what came of it. What goes wrong goes the way of
 * failed items: an item with the details in the continue modes, else the error of the first one.
 */
export async function forEachItem(
	context: IExecuteFunctions,
	work: (itemIndex: number, address: StudioAddress) => Promise<Result<IDataObject[]>>,
): Promise<INodeExecutionData[][]> {
	const connection = await readConnection(context);
	const output: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		if (context.getExecutionCancelSignal?.()?.aborted) throw stoppedError(context);
		const result = connection.ok ? await work(itemIndex, connection.value) : connection;
		if (result.ok) {
			output.push(...result.value.map((json) => ({ json, pairedItem: { item: itemIndex } })));
			continue;
		}
		if (result.fault.class === 'stopped') throw stoppedError(context);
		if (!context.continueOnFail()) throw nodeError(context, { itemIndex, fault: result.fault });
		output.push(failedItem({ itemIndex, fault: result.fault }));
	}
	return [output];
}
