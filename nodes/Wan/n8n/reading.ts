import type { Fault } from '../../core/studio/fault';
import { withoutSecrets } from '../../core/studio/transport';

/** What n8n threw while an item's fields were read: a failing expression, a missing binary field. */
export function faultOfReading(error: unknown): Fault {
	const { message, description } = (error ?? {}) as { message?: unknown; description?: unknown };
	return {
		stage: 'check',
		class: 'input',
		// n8n names the item in some of its messages; ours do it themselves.
		what: withoutSecrets(String(message ?? 'The fields of the item could not be read')).replace(
			/ \[item \d+\]$/,
			'',
		),
		advice:
			typeof description === 'string' && description
				? `${description}.`
				: 'Check the expressions of this node.',
	};
}
