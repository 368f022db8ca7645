/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';

import { systemClock } from '../../nodes/core/base/clock';

/** What the node writes into n8n's log, from now on. */
export function readLog(): string[] {
	const lines: string[] = [];
	jest.spyOn(Container.get(Logger), 'warn').mockImplementation((line) => void lines.push(line));
	return lines;
}

/**
 * Waits for what goes on behind a stopped execution. On simulated time nobody sleeps past a work that is not done.
 * @param milliseconds of simulated time; a create call whose answer never comes takes two minutes
 */
export async function afterStop(milliseconds = 1_000): Promise<void> {
	await systemClock.sleep(milliseconds);
}
