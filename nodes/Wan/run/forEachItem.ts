import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { err, ok, type Result } from '../../core/base/result';
import type { Region } from '../../core/catalogue';
import type { StudioClient } from '../../core/studio/client';
import { clientFor, readConnection } from '../../shared/connection';
import { faultOfReading } from '../../shared/nodeErrors';
import { failItem } from './failItem';
import { throwIfStopped } from './stopped';

/** What is done for an item. @param client one for all items, so that they share its rate limiter */
type Work = (itemIndex: number, client: StudioClient, region: Region) => Promise<Result<IDataObject[]>>;

/**
 * Does something small for every item, one after another, and gives what came of it. What goes wrong goes the way of
 * failed items: an item with the details in the continue modes, else the error of the first one.
 */
export async function forEachItem(context: IExecuteFunctions, work: Work): Promise<INodeExecutionData[][]> {
	const connection = await readConnection(context);
	const connected = connection.ok
		? ok({ client: clientFor(context, connection.value), region: connection.value.region })
		: connection;
	const output: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		throwIfStopped(context);
		let result: Result<IDataObject[]>;
		try {
			result = connected.ok
				? await work(itemIndex, connected.value.client, connected.value.region)
				: connected;
		} catch (error) {
			// A field whose expression throws fails its own item.
			result = err(faultOfReading(error));
		}
		if (result.ok) output.push(...result.value.map((json) => ({ json, pairedItem: { item: itemIndex } })));
		else output.push(failItem(context, { itemIndex, fault: result.fault }));
	}
	return [output];
}
