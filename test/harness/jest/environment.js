const { TestEnvironment } = require('jest-environment-node');

/**
 * Tests run in the realm of the process itself, as the code does in n8n: an error is an `Error` wherever it was made, and
 * n8n's packages can be loaded once for all files (runtime.js).
 */
module.exports = class OneRealm extends TestEnvironment {
	constructor(...args) {
		super(...args);
		this.global = globalThis;
		// jest-runner puts its own in their place.
		this.replaced = { console: globalThis.console, exit: process.exit };
	}

	async teardown() {
		globalThis.console = this.replaced.console;
		process.exit = this.replaced.exit;
		await super.teardown();
	}
};
