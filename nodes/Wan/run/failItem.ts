import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failedItem, type ItemFault, nodeError } from '../../shared/nodeErrors';
import { stoppedError, throwIfStopped } from './stopped';

/** The item for what failed, in the continue modes. Else its error ends the node, as Stop does in every mode. */
export function failItem(context: IExecuteFunctions, failed: ItemFault): INodeExecutionData {
	throwIfStopped(context);
	if (failed.fault.class === 'stopped') throw stoppedError(context);
	if (!context.continueOnFail()) throw nodeError(context, failed);
	return failedItem(failed);
}
