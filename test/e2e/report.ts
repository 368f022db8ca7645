/* eslint-disable no-console */

/** One thing that users are promised, and how to see that it is so. */
export interface Proof<World> {
	promise: string;
	/** Gives what is worth saying about it, if anything. @throws when the promise does not hold. */
	prove(world: World): Promise<string | undefined>;
}

/** One line for each promise: proven or broken, and after how many seconds. */
export class Report {
	private readonly began = Date.now();

	proven = 0;

	readonly broken: string[] = [];

	/** Never throws: a broken promise is reported, and the next one is looked at. */
	async prove(promise: string, check: () => Promise<string | undefined>): Promise<void> {
		try {
			const detail = await check();
			this.proven += 1;
			this.say('ok', detail ? `${promise} (${detail})` : promise);
		} catch (error) {
			this.broken.push(promise);
			this.say('BROKEN', `${promise}\n${describe(error)}`);
		}
	}

	say(mark: string, line: string): void {
		const seconds = ((Date.now() - this.began) / 1000).toFixed(1).padStart(6);
		console.log(`${seconds} s  ${mark.padEnd(6)}  ${line}`);
	}
}

/** The message, and where in these files it came from. */
function describe(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const places = (error.stack ?? '').split('\n').filter((line) => line.includes('/test/e2e/promises/'));
	return [`${error.name}: ${error.message}`, ...places].join('\n');
}
