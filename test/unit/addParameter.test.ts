/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import path from 'node:path';
import { runInThisContext } from 'node:vm';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import ts from 'typescript';

import { blocksOf, readText, root } from '../docs/pages';

/* CONTRIBUTING's promise: a row of the table and a rule of a model are all that a new parameter needs. */
const [row, rule] = blocksOf('CONTRIBUTING.md')
	.map(({ text }) => text)
	.filter((text) => text.startsWith('cameraMotion: '));

const catalogue = 'nodes/core/catalogue';
const table = `${catalogue}/parameters.ts`;
const models = `${catalogue}/textToVideo.ts`;
const changed: Record<string, string> = {
	[table]: insertBehind('const parameters = {\n', readText(table), row),
	[models]: insertBehind("id: 'wan2.7-t2v',\n", readText(models), rule),
};

function insertBehind(anchor: string, text: string, more = ''): string {
	if (!more || !text.includes(anchor)) throw new Error(`Nothing to insert behind ${anchor}`);
	return text.replace(anchor, anchor + more);
}

/** Runs a changed file of the catalogue in place of the one on the disk. */
function evaluate(file: string): unknown {
	const { outputText } = ts.transpileModule(changed[file] ?? '', {
		compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
	});
	const exports = {};
	const load = (name: string): unknown => jest.requireActual(path.resolve(root, catalogue, name));
	runInThisContext(`(function (exports, require) {${outputText}\n})`)(exports, load);
	return exports;
}

function load<T extends object>(file: string): T {
	return jest.requireActual<T>(path.resolve(root, file));
}

beforeAll(() => {
	jest.resetModules();
	for (const file of [table, models]) jest.doMock(path.resolve(root, file), () => evaluate(file));
});
afterAll(() => jest.resetModules());

const motion = { operation: 'generateFromText', model: 'wan2.7-t2v', prompt: 'A cat' } as const;

function check(values: object) {
	const { validateVideo } = load<typeof import('../../nodes/core/request/validate')>(
		'nodes/core/request/validate.ts',
	);
	const { buildRequest } = load<typeof import('../../nodes/core/request/body')>('nodes/core/request/body.ts');
	const { video, problems, hints } = validateVideo({ ...motion, ...values }, 'cn-beijing');
	return { problems, hints, parameters: video && buildRequest(video).body.parameters };
}

function shownFields(): INodeProperties[] {
	const { generateFromText } = load<typeof import('../../nodes/Wan/operations/video/generateFromText')>(
		'nodes/Wan/operations/video/generateFromText.ts',
	);
	return generateFromText.description.filter(({ name }) => name === 'cameraMotion');
}

test('the body has it where it differs from the default, and the check knows its options', () => {
	expect(check({ cameraMotion: 'pan' }).parameters).toMatchObject({ camera_motion: 'pan' });
	expect(check({ cameraMotion: ' Zoom ' }).parameters).toMatchObject({ camera_motion: 'zoom' });
	expect(check({ cameraMotion: 'still' }).parameters).not.toHaveProperty('camera_motion');
	expect(check({}).parameters).not.toHaveProperty('camera_motion');
	expect(check({ cameraMotion: 'fly' }).problems).toEqual([
		{
			field: 'Camera Motion',
			message: 'Camera Motion is fly',
			description: 'wan2.7-t2v accepts still, pan or zoom.',
		},
	]);
});

test('a model that lacks it says so, and one that nobody knows gets what is set', () => {
	const other = check({ model: 'wan2.6-t2v', cameraMotion: 'pan' });
	expect(other.hints).toEqual([
		expect.stringContaining('Camera Motion is set, but wan2.6-t2v does not have it'),
	]);
	expect(other.parameters).not.toHaveProperty('camera_motion');
	const custom = check({ model: 'wan9-t2v', dialect: 'flat', cameraMotion: 'spin' });
	expect(custom.parameters).toMatchObject({ camera_motion: 'spin' });
});

test('the editor shows it for that model, and for a model by expression', () => {
	const values = shownFields().map(({ options }) =>
		(options as INodePropertyOptions[]).map(({ name }) => name),
	);
	expect(values).toEqual([
		['Model Default', 'Still', 'Pan', 'Zoom'],
		['Still', 'Pan', 'Zoom'],
	]);
	expect(shownFields()[1]).toMatchObject({ displayName: 'Camera Motion', default: 'still' });
});

test('the node reads it, with whether an expression stands there', async () => {
	const { readValues } = load<typeof import('../../nodes/Wan/operations/video/readValues')>(
		'nodes/Wan/operations/video/readValues.ts',
	);
	const parameters: Record<string, unknown> = { ...motion, cameraMotion: '={{ "pan" }}', options: {} };
	const context = {
		getNode: () => ({ parameters }),
		getNodeParameter: (name: string, _item: number, fallback: unknown) =>
			name === 'cameraMotion' ? 'pan' : (parameters[name] ?? fallback),
	};
	const values = await readValues(context as never, 0, 'generateFromText');
	expect(values).toMatchObject({ cameraMotion: 'pan', expressions: ['cameraMotion'] });
});

test('types follow: the rule and the value have them, and another kind of rule is an error', () => {
	const use = `
		import type { ValidatedVideo } from '../nodes/core/request/validatedVideo';
		import type { WanModel } from '../nodes/core/catalogue';
		export const value: ValidatedVideo['cameraMotion'] = 'pan';
		export const rule: WanModel['cameraMotion'] = { options: ['pan'] };
	`;
	const [right, wrongValue, wrongRule] = errorsOf([
		use,
		use.replace("= 'pan'", '= 5'),
		use.replace("{ options: ['pan'] }", '{ min: 1 }'),
	]);
	expect(right).toEqual([]);
	expect(wrongValue).toEqual([expect.stringContaining("'number'")]);
	expect(wrongRule).toHaveLength(1);
});

/** What the compiler says of files beside the changed catalogue. */
function errorsOf(uses: string[]): string[][] {
	const files = uses.map((_text, index) => path.join(root, `test/use${index}.ts`));
	const texts = new Map(Object.entries(changed).map(([name, text]) => [path.join(root, name), text]));
	uses.forEach((text, index) => texts.set(files[index] ?? '', text));
	const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
	const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
	const host = ts.createCompilerHost(options);
	const { readFile, fileExists } = host;
	host.readFile = (name) => texts.get(path.normalize(name)) ?? readFile(name);
	host.fileExists = (name) => texts.has(path.normalize(name)) || fileExists(name);
	const program = ts.createProgram(files, { ...options, noEmit: true, rootDir: root }, host);
	return files.map((file) =>
		program
			.getSemanticDiagnostics(program.getSourceFile(file))
			.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
	);
}
