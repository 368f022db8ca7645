/*
 * Puts the compiled package into one file, dist/wan.js, with a line for each node and credential that n8n loads by name:
 * the nodes share most of their code, and n8n loads one file faster than 250. Names and white space go, since they are a
 * third of the packed file (137 kB; 98 kB by esbuild; 94 kB by terser, which inlines what is used once).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const { outputFiles } = await build({
	stdin: {
		contents: entries.map(({ name, source }) => `export { ${name} } from '${source}';`).join('\n'),
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
