/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console */
/*
 * Runs npm scripts side by side: `tsx scripts/parallel.ts lint build,typecheck:tests`. Those with a comma between them run
 * one after the other. What a script prints comes in one piece when it has ended.
 */
import { spawn } from 'node:child_process';

const failed: string[] = [];

async function runScript(script: string): Promise<void> {
	const begun = Date.now();
	const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
	const output: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => output.push(piece));
	const code = await new Promise((resolve) => child.on('close', resolve));
	if (code !== 0) failed.push(script);
	console.log(`npm run ${script} ${code === 0 ? 'passed' : 'FAILED'} (${(Date.now() - begun) / 1000} s)`);
	process.stdout.write(Buffer.concat(output));
}

async function runInTurn(scripts: string): Promise<void> {
	for (const script of scripts.split(',')) await runScript(script);
}

void Promise.all(process.argv.slice(2).map(runInTurn)).then(() => {
	for (const script of failed) console.log(`FAILED: npm run ${script}`);
	process.exitCode = failed.length > 0 ? 1 : 0;
});
