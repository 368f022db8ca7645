/*
 * Puts the compiled package into one file, dist/wan.js, with a line for each node and credential that n8n loads by name.
 * The nodes share most of their code, and 160 small files packed to more than 100 kB. White space and names go for the
 * same reason (15 kB of the packed file). Lines of 110 columns would cost 5 kB more.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const { n8n } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The files that n8n loads, each with the class that it expects there. */
const entries = [...n8n.nodes, ...n8n.credentials].map((file) => ({
	file,
	source: `./${file.replace(/^dist\//, '').replace(/\.js$/, '')}`,
	name: path.basename(file).split('.')[0],
}));

/**
 * The order in which folders come into the file, as far as their imports allow. gzip finds what it has seen in the last
 * 32 kB only, so that neighbours should be alike: this order, which was searched for, packs to 2 kB less.
 */
const folders = [
	'core/film',
	'Wan/operations/video',
	'core/transfer',
	'core/media',
	'core/studio/errorRows',
	'core/request',
	'Wan/listSearch',
	'Wan/operations/file',
	'core/pricing',
	'Wan/fields',
	'core/catalogue',
	'Wan/operations/task',
	'WanTrigger',
	'WanEventTrigger',
	'Wan/operations',
	'Wan/run',
	'../credentials',
	'shared',
	'core/media/probe',
	'core/base',
	'Wan/operations/task/suspend',
	'core/tasks',
	'core/studio',
];
const inOrder = folders.flatMap((folder) =>
	readdirSync(`nodes/${folder}`)
		.filter((name) => name.endsWith('.ts'))
		.sort()
		.map((name) => `import './nodes/${folder}/${name}';`),
);

await build({
	stdin: {
		contents: [...inOrder, ...entries.map(({ name, source }) => `export { ${name} } from '${source}';`)].join(
			'\n',
		),
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
	lineLimit: 2000,
	// Fields that a constructor's parameters declare are not declared once more.
	tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
	external: ['n8n-workflow'],
	logLevel: 'warning',
});

for (const { file, name } of entries) {
	const bundle = path.posix.relative(path.posix.dirname(file), 'dist/wan.js');
	mkdirSync(path.dirname(file), { recursive: true });
	writeFileSync(file, `exports.${name} = require('${bundle}').${name};\n`);
}
