const { AsyncLocalStorage } = require('node:async_hooks');
const { TestEnvironment } = require('jest-environment-node');

/** Storages that were used while a test file ran. */
const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...args) {
	used.add(this);
	return run.apply(this, args);
};

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
		// jest-circus makes a storage for each test file. Before Node.js 24 each promise that is made thereafter goes
		// through all of them, so after sixty files a promise costs ten times as much.
		for (const storage of used) storage.disable();
		used.clear();
		await super.teardown();
	}
};
