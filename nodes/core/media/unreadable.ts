import type { Fault } from '../studio/fault';
import { withoutSecrets } from '../studio/transport';

/** What n8n's binary storage threw when it was asked for a file. */
export function unreadable(error: unknown): Fault {
	const message = withoutSecrets(error instanceof Error ? error.message : String(error));
	return {
		stage: 'upload',
		class: 'input',
		what: `The file could not be read from n8n's binary storage (${message})`,
		advice: 'Run the node that made the file again. Binary files are deleted together with their executions.',
	};
}
