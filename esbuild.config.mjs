/*
 * Puts the compiled package into one file, dist/wan.js, with a line for each node and credential that n8n loads by name.
 * The nodes share most of their code, and 160 small files packed to more than 100 kB. White space and names go for the
 * same reason (18 kB of the packed file, 3 of them by terser, which inlines what is used once). Lines of 110 columns
 * would cost 5 kB more.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';

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

const { outputFiles } = await build({
	stdin: {
		contents: [...inOrder, ...entries.map(({ name, source }) => `export { ${name} } from '${source}';`)].join(
			'\n',
		),
		resolveDir: '.',
		loader: 'ts',
	},
	write: false,
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'es2022',
	charset: 'utf8',
	minify: true,
	// Fields that a constructor's parameters declare are not declared once more.
	tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
	external: ['n8n-workflow'],
	logLevel: 'warning',
});
const bundle = await minify(outputFiles[0].text, {
	ecma: 2022,
	toplevel: true,
	compress: { passes: 3 },
	format: { max_line_len: 2000 },
});
mkdirSync('dist', { recursive: true });
writeFileSync('dist/wan.js', bundle.code);

for (const { file, name } of entries) {
	const wan = path.posix.relative(path.posix.dirname(file), 'dist/wan.js');
	mkdirSync(path.dirname(file), { recursive: true });
	writeFileSync(file, `exports.${name} = require('${wan}').${name};\n`);
}
