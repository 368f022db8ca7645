const { createRequire, isBuiltin } = require('node:module');
const { compileFunction, constants } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/**
 * Loads packages with Node.js's own `require`, once for all test files of a process: n8n-core alone takes seconds. Our own
 * files are loaded anew for each test file, as jest does.
 */
module.exports = class extends Runtime {
	constructor(...args) {
		super(...args);
		const { executor } = this;
		executor.compile = (source, filename) =>
			compileFunction(source, executor.injectedModuleParameters, {
				filename,
				importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
			});
	}

	requireModuleOrMock(from, name) {
		const isOurs = /^[./]/.test(name) && !name.includes('/node_modules/');
		if (isOurs || isBuiltin(name) || name === '@jest/globals') return super.requireModuleOrMock(from, name);
		return createRequire(from)(name);
	}
};
