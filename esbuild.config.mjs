/*
 * Puts the compiled package into one file, dist/wan.js, with a line for each node and credential that n8n loads by name.
 * The nodes share most of their code, and 160 small files packed to more than 100 kB. White space and names go for the
 * same reason (15 kB of the packed file); lines stay short enough for a stack trace.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const { n8n } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The files that n8n loads, each with the class that it expects there. */
const entries = [...n8n.nodes, ...n8n.credentials].map((file) => ({
	file,
	source: `./${file.replace(/^dist\//, '').replace(/\.js$/, '')}`,
	name: path.basename(file).split('.')[0],
}));

await build({
	stdin: {
		contents: entries.map(({ name, source }) => `export { ${name} } from '${source}';`).join('\n'),
		resolveDir: '.',
		loader: 'ts',
	},
	outfile: 'dist/wan.js',
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'es2022',
	charset: 'utf8',
	minify: true,
	lineLimit: 110,
	external: ['n8n-workflow'],
	logLevel: 'warning',
});

for (const { file, name } of entries) {
	const bundle = path.posix.relative(path.posix.dirname(file), 'dist/wan.js');
	mkdirSync(path.dirname(file), { recursive: true });
	writeFileSync(file, `exports.${name} = require('${bundle}').${name};\n`);
}
