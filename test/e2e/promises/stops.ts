import type { Report } from '../report';
import { proveStops } from '../stops/proveStops';
import type { StoppedN8n } from '../stops/unfinished';
import { LONG } from '../stops/unfinished';
import type { World } from '../world';

/** Where the task IDs are after Stop, a time-out and a killed process. */
export async function stops(world: World, report: Report): Promise<void> {
	const n8n = (): StoppedN8n => {
		const { n8n, rest, filesFolder } = world;
		return { n8n, rest, filesFolder, mode: 'regular', log: () => n8n.log() };
	};
	await proveStops(
		{
			n8n,
			withStudio: async (use) => await world.withStudio({ taskSeconds: LONG }, use),
			killAndStartAgain: async () => {
				await world.n8n.kill();
				await world.startAgain();
			},
		},
		report,
	);
}
