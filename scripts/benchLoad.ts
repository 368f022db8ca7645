/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions, no-console */
/*
 * How long n8n's own loader takes to load the built package, each time in a fresh process that has loaded n8n before. The
 * fastest of many counts: whatever else the machine does only adds to it.
 */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(__dirname, '..');
const TIMES = 15;

const load = `
	require('reflect-metadata');
	const { PackageDirectoryLoader } = require('n8n-core');
	const begun = performance.now();
	const loader = new PackageDirectoryLoader(process.cwd());
	void loader.loadAll().then(() => {
		const milliseconds = performance.now() - begun;
		const sizes = loader.types.nodes.map(({ name, ...rest }) => [name, JSON.stringify(rest).length]);
		console.log(JSON.stringify({ milliseconds, sizes }));
		process.exit(0);
	});
`;

const loads = Array.from(
	{ length: TIMES },
	() =>
		JSON.parse(execFileSync(process.execPath, ['--eval', load], { cwd: root }).toString()) as {
			milliseconds: number;
			sizes: Array<[name: string, characters: number]>;
		},
);
const times = loads.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
const at = (share: number) => (times[Math.floor(share * TIMES)] ?? NaN).toFixed(0);
console.log(`Node.js ${process.version}, ${TIMES} times: ${at(0)} ms at best, ${at(0.5)} ms in the median`);
for (const [name, characters] of loads[0]?.sizes ?? [])
	console.log(`Description of ${name}: ${(characters / 1000).toFixed(0)} kB`);
