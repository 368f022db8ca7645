import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { err, type Result } from '../../core/base/result';
import type { StudioAddress } from '../../core/studio/address';
import { readConnection } from '../../shared/connection';
import { failedItem, faultOfReading, nodeError } from '../../shared/nodeErrors';
import { stoppedError } from './stopped';

type Work = (itemIndex: number, address: StudioAddress) => Promise<Result<IDataObject[]>>;

/** A field whose expression throws fails its own item. */
async function readAndWork(
	work: Work,
	itemIndex: number,
	address: StudioAddress,
): Promise<Result<IDataObject[]>> {
	try {
		return await work(itemIndex, address);
	} catch (error) {
		return err(faultOfReading(error));
	}
}

/**
 * Does something small for every item, one after another, and gives what came of it. What goes wrong goes the way of
 * failed items: an item with the details in the continue modes, else the error of the first one.
 */
export async function forEachItem(context: IExecuteFunctions, work: Work): Promise<INodeExecutionData[][]> {
	const connection = await readConnection(context);
	const output: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		if (context.getExecutionCancelSignal?.()?.aborted) throw stoppedError(context);
		const result = connection.ok ? await readAndWork(work, itemIndex, connection.value) : connection;
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
