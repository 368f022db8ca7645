const esbuildOptions = {
	loader: 'ts',
	format: 'cjs',
	target: 'node20',
	sourcemap: 'external',
	// Node.js's own `import` finds no TypeScript.
	supported: { 'dynamic-import': false },
};

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: '<rootDir>/test/harness/jest/environment.js',
	runtime: '<rootDir>/test/harness/jest/runtime.js',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	setupFiles: ['<rootDir>/test/harness/strictStandIn.ts'],
	globalSetup: '<rootDir>/test/harness/beforeAllTests.ts',
	globalTeardown: '<rootDir>/test/harness/afterAllTests.ts',
	transform: { '^.+\\.ts$': ['<rootDir>/test/harness/jest/transform.js', esbuildOptions] },
	// Loading n8n-core takes tens of seconds on a small machine that does much else.
	testTimeout: 120_000,
	maxWorkers: 2,
};
