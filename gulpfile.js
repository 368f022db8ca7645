const { src, dest } = require('gulp');

/** Copies what the TypeScript compiler leaves behind: icons and codex files. Without `encoding: false` gulp 5 breaks binaries. */
function assets() {
	return src(['nodes/**/*.{svg,png}', 'nodes/**/*.node.json', 'credentials/**/*.{svg,png}'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.default = assets;
