/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	globalSetup: '<rootDir>/test/harness/beforeAllTests.ts',
	globalTeardown: '<rootDir>/test/harness/afterAllTests.ts',
	// Types are checked once by `npm run typecheck`; here each file is only transpiled.
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.test.json' }] },
	// Loading n8n-core takes tens of seconds on a small machine, once a file.
	testTimeout: 120_000,
	maxWorkers: 2,
};
