/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { spawn } from 'node:child_process';

/** Milliseconds; nothing here takes that long, unless it hangs. */
const TIME_LIMIT = 600_000;

export interface CommandOptions {
	cwd: string;
	/** Beside PATH, HOME and the like of this process. */
	env?: Record<string, string>;
}

/**
 * Runs a command to its end and gives what it wrote to stdout.
 * @throws an Error with the end of its output when it fails, or has not ended after ten minutes.
 */
export async function run(command: string, args: string[], { cwd, env }: CommandOptions): Promise<string> {
	return await new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd,
			env: { ...plainEnvironment(), ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
			timeout: TIME_LIMIT,
		});
		let stdout = '';
		let all = '';
		child.stdout.on('data', (chunk: Buffer) => {
			stdout += chunk.toString();
			all += chunk.toString();
		});
		child.stderr.on('data', (chunk: Buffer) => (all += chunk.toString()));
		child.once('error', reject);
		child.once('close', (code) => {
			if (code === 0) return resolve(stdout);
			reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${all.slice(-3000)}`));
		});
	});
}

/** This process's environment without what npm, n8n or a test runner has put into it. */
export function plainEnvironment(): Record<string, string> {
	const entries = Object.entries(process.env).filter(
		(entry): entry is [string, string] =>
			entry[1] !== undefined && !/^(npm_|N8N_|DB_|QUEUE_|EXECUTIONS_|NODE_|JEST_)/.test(entry[0]),
	);
	return Object.fromEntries(entries);
}
