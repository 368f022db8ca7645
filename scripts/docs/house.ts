/**
 * The layers ("floors") of `nodes/`, from the top down. A file imports from its own folder (including subfolders) and
 * from lower floors; `test/package/floors` checks that.
 */
export const floors: ReadonlyArray<readonly string[]> = [
	['Wan', 'WanTrigger', 'WanEventTrigger'],
	['Wan/operations'],
	['Wan/run'],
	['Wan/listSearch'],
	['Wan/fields'],
	['shared'],
	['core/tasks'],
	['core/pricing', 'core/transfer', 'core/film'],
	['core/request'],
	['core/studio'],
	['core/media'],
	['core/catalogue'],
	['core/base'],
];

/** Every folder of `nodes/` in one line, as CONTRIBUTING shows them. */
export const folders: Readonly<Record<string, string>> = {
	Wan: 'the node: Wan.node.ts is its table of contents',
	'Wan/operations': 'one folder a resource, one file an operation: its fields and what it does',
	'Wan/operations/video': 'everything that makes videos; generate.ts has what they share',
	'Wan/operations/task': 'waits for tasks, lists and cancels them',
	'Wan/operations/task/suspend': 'the wait that occupies no worker',
	'Wan/operations/file': "uploads to Model Studio's temporary storage",
	'Wan/run': 'executes the plans of all items: settings, spending limit, hints, Stop',
	'Wan/listSearch': 'the list of models in the editor',
	'Wan/fields': "n8n's fields, made from the catalogue",
	WanTrigger: 'starts workflows for tasks that have ended, by polling',
	WanEventTrigger: 'the same, when EventBridge calls',
	shared: 'where the core meets n8n, for all three nodes: HTTP, credential, binary data, errors',
	core: 'knows nothing of n8n but its sleep',
	'core/tasks': 'submits, follows and delivers many tasks; the ledger of what was paid for',
	'core/pricing': 'what a video costs by the dated price list',
	'core/transfer': 'download and upload',
	'core/film': 'joins clips without re-encoding',
	'core/request': "a user's values -> problems, hints, or a create call. Pure",
	'core/studio': "Model Studio's HTTP API: client, answers, errors",
	'core/studio/errorRows': 'what its error codes mean, and what to do',
	'core/media': 'what a file contains. Pure',
	'core/media/probe': 'readers of file headers',
	'core/catalogue': 'what each model is: data',
	'core/base': 'clock, units, result, fault, retry, rate limiter, semaphore',
};

/** The folders as a tree. */
export function houseTree(): string {
	const lines = Object.entries(folders).map(([folder, holds]) => {
		const names = folder.split('/');
		return [`${'  '.repeat(names.length)}${names.at(-1)}/`, holds] as const;
	});
	const width = Math.max(...lines.map(([name]) => name.length)) + 2;
	return ['```', 'nodes/', ...lines.map(([name, holds]) => name.padEnd(width) + holds), '```'].join('\n');
}
