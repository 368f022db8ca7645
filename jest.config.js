// n8n's S3 and Wait nodes need these ES modules, which jest cannot require on Node 20.
const esModules =
	'(change-case|htmlparser2|domhandler|domutils|domelementtype|dom-serializer|entities)/.+\\.js$';

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	// Types are checked once by `npm run typecheck`; here each file is only transpiled.
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.test.json' }],
		[`/node_modules/${esModules}`]: ['ts-jest', { tsconfig: { allowJs: true, module: 'commonjs' } }],
	},
	transformIgnorePatterns: [`/node_modules/(?!(.+/node_modules/)?${esModules})`],
	// Loading n8n-core takes tens of seconds on a small machine, once a file.
	testTimeout: 120_000,
	maxWorkers: 2,
};
