const { transformSync } = require('esbuild');

/** TypeScript to JavaScript, file by file, with the options of jest.config.js. Types are checked by `npm run typecheck`. */
module.exports = {
	process: (source, file, { transformerConfig }) =>
		transformSync(source, { sourcefile: file, ...transformerConfig }),
};
