import type { Clock } from '../clock';
import { failed, succeeded, type Outcome } from '../outcome';
import type { StudioClient } from '../studio/client';
import { faultOfEnd } from './endings';

/** Milliseconds for the look that tells why a task could not be called off. */
const LOOK = 15_000;

/**
 * Calls off one task by its ID. Where the service refuses, its answer does not say why, so the task's status does: a
 * task that is called off already is as good as one called off now.
 */
export async function callOffTask(
	client: StudioClient,
	taskId: string,
	clock: Clock,
): Promise<Outcome<true>> {
	const calledOff = await client.cancel(taskId);
	if (calledOff.ok || calledOff.fault.class !== 'input') return calledOff;
	const look = await client.query(taskId, clock.now() + LOOK);
	if (!look.ok) return calledOff;
	const { status } = look.value;
	if (status === 'CANCELED') return succeeded(true);
	const unknown = status === 'UNKNOWN' ? faultOfEnd(look.value) : undefined;
	if (unknown) return failed({ ...unknown, stage: 'cancel', taskId });
	return failed({
		...calledOff.fault,
		what: `The task is ${status}, and only a task that is still PENDING can be called off`,
		advice: adviceFor(status),
	});
}

function adviceFor(status: string): string {
	if (status === 'SUCCEEDED') return 'Its video is ready: fetch it with Task: Get or Task: Wait.';
	if (status === 'FAILED') return 'Nothing was charged for it.';
	return 'It goes on and is charged when it succeeds. Task: Wait brings its video.';
}
