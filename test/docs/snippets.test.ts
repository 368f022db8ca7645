import { parse as parseYaml } from 'yaml';
import ts from 'typescript';

import { faultOfTask } from '../../nodes/core/tasks/taskFaults';
import { failedItem } from '../../nodes/shared/nodeErrors';
import { blocksOf, pages } from './pages';

const blocks = pages.flatMap((page) => blocksOf(page).map((block, index) => ({ page, index, ...block })));
const inLanguage = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));

it.each(inLanguage('json', 'yaml', 'yml'))(
	'$page: block $index can be pasted as $language',
	({ language, text }) => {
		const parse = () => (language === 'json' ? JSON.parse(text) : parseYaml(text)) as unknown;
		expect(parse).not.toThrow();
	},
);

it.each(inLanguage('ts', 'js'))('$page: block $index has no syntax error', ({ text }) => {
	// A row of a table is an element of a list, or of an object, and no statement.
	const errors = [text, `[${text}];`, `({${text}});`].map(syntaxErrors);
	expect(errors.some((found) => found.length === 0) ? [] : errors).toEqual([]);
});

function syntaxErrors(code: string): string[] {
	const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true });
	return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

it('the failed item of docs/errors.md is what the node makes of such an answer', () => {
	const fault = faultOfTask({
		taskId: '0385dc79-5ff8-4d82-bcb6-0123456789ab',
		requestId: '4909100c-7b5a-9f92-bfe5-0123456789ab',
		status: 'FAILED',
		code: 'DataInspectionFailed',
		message: 'Input data may contain inappropriate content.',
		usage: {},
		raw: {},
	});
	const example = blocksOf('docs/errors.md').find(({ language }) => language === 'json')?.text ?? '';
	expect(fault && failedItem({ itemIndex: 0, fault }).json).toEqual(JSON.parse(example));
});
