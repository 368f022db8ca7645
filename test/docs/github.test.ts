/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

import { regions } from '../../nodes/core/catalogue';
import { readText, root } from './pages';

interface Job {
	permissions?: Record<string, string>;
	'timeout-minutes'?: number;
	strategy?: { matrix: Record<string, Array<string | number>> };
	steps: Array<{ uses?: string; run?: string; with?: Record<string, unknown> }>;
}
interface Workflow {
	permissions: Record<string, string>;
	concurrency?: object;
	jobs: Record<string, Job>;
}

const yamlFiles = readdirSync(path.join(root, '.github'), { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.yml'))
	.map((file) => path.posix.join('.github', file.split(path.sep).join('/')));
const workflowFiles = yamlFiles.filter((file) => file.includes('/workflows/'));
const workflowOf = (file: string) => parse(readText(file)) as Workflow;
const jobs = workflowFiles.flatMap((file) =>
	Object.entries(workflowOf(file).jobs).map(([name, job]) => ({ file, name, job })),
);
const manifest = JSON.parse(readText('package.json')) as {
	version: string;
	engines: { node: string };
	scripts: Record<string, string>;
};

it.each(yamlFiles)('%s is YAML without a key that stands twice', (file) => {
	expect(() => parse(readText(file), { strict: true, uniqueKeys: true }) as unknown).not.toThrow();
});

describe('workflows', () => {
	it.each(workflowFiles)('%s may only read, unless a job says more, and never runs twice at once', (file) => {
		const { permissions, concurrency } = workflowOf(file);
		expect(permissions).toEqual({ contents: 'read' });
		expect(concurrency).toBeDefined();
	});

	it('only publishing speaks to npm, and only the GitHub release writes', () => {
		const more = jobs.filter(({ job }) => job.permissions);
		expect(more.map(({ file, name, job }) => [path.basename(file), name, job.permissions])).toEqual([
			['publish.yml', 'publish', { 'id-token': 'write' }],
			['publish.yml', 'release', { contents: 'write' }],
		]);
	});

	it('the job that publishes runs no code of the repository and of its dependencies', () => {
		const steps = workflowOf('.github/workflows/publish.yml').jobs.publish?.steps ?? [];
		expect(steps.some(({ uses }) => uses?.startsWith('actions/checkout'))).toBe(false);
		expect(steps.flatMap(({ run }) => run ?? [])).toEqual([
			'npm publish ./n8n-nodes-wan-*.tgz --provenance --access public',
		]);
	});

	it.each(jobs)('$file: $name ends some time', ({ job }) => {
		expect(job['timeout-minutes']).toBeGreaterThan(0);
	});

	it.each(workflowFiles)('%s takes every action by its commit, and says which version that is', (file) => {
		const uses = [...readText(file).matchAll(/uses: (.+)$/gm)].map(([, action = '']) => action);
		expect(uses.length).toBeGreaterThan(0);
		for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it.each(jobs)('$file: $name leaves no token in the checkout', ({ job }) => {
		const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout'));
		for (const { with: settings } of checkouts) expect(settings?.['persist-credentials']).toBe(false);
	});

	it.each(jobs)('$file: $name takes its scripts from package.json', ({ job }) => {
		const scripts = (job.strategy?.matrix.script ?? []).map(String);
		expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
	});

	it('CI tries the oldest Node.js that package.json allows, and the one that n8n runs on', () => {
		const versions = workflowOf('.github/workflows/ci.yml').jobs.test?.strategy?.matrix.node;
		const oldest = Number(/\d+/.exec(manifest.engines.node)?.[0]);
		expect(versions).toEqual(expect.arrayContaining([oldest, 24]));
	});
});

interface Form {
	name: string;
	description: string;
	body: Array<{
		type: string;
		id?: string;
		attributes: { label?: string; value?: string; options?: unknown[] };
	}>;
}

const forms = yamlFiles
	.filter((file) => file.includes('/ISSUE_TEMPLATE/') && !file.endsWith('config.yml'))
	.map((file) => ({ file, form: parse(readText(file)) as Form }));

describe('issue forms', () => {
	// "Syntax for GitHub's form schema": what GitHub refuses shows only after the push.
	it.each(forms)('$file is a form as GitHub takes it', ({ form }) => {
		expect(form.name && form.description).toBeTruthy();
		const ids = form.body.flatMap(({ id }) => id ?? []);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { type, id, attributes } of form.body) {
			expect(['markdown', 'input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
			if (type === 'markdown') expect(attributes.value).toBeTruthy();
			else expect(id && attributes.label).toBeTruthy();
			if (type === 'dropdown' || type === 'checkboxes') expect(attributes.options?.length).toBeGreaterThan(0);
		}
	});

	it('a bug report asks for what a maintainer needs, and warns of the key', () => {
		const bug = forms.find(({ file }) => file.endsWith('/bug.yml'))?.form.body ?? [];
		expect(bug.flatMap(({ id }) => id ?? [])).toEqual(
			expect.arrayContaining(['n8n', 'package', 'operation', 'region', 'task', 'request', 'error']),
		);
		expect(bug[0]?.attributes.value).toContain('Never paste your API key');
		const named = bug.find(({ id }) => id === 'region')?.attributes.options ?? [];
		expect(named).toEqual(expect.arrayContaining(regions.map(({ name }) => name)));
	});
});

describe('the changelog', () => {
	const headings = [...readText('CHANGELOG.md').matchAll(/^## \[(.+?)\](?: - (\S+))?$/gm)];

	it('has the version of package.json below what is unreleased, with its day', () => {
		expect(headings.slice(0, 2).map(([, version]) => version)).toEqual(['Unreleased', manifest.version]);
		for (const [, , day] of headings.slice(1)) expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
	});

	it('links every version', () => {
		const linked = [...readText('CHANGELOG.md').matchAll(/^\[(.+?)\]: https:/gm)].map(
			([, version]) => version,
		);
		expect(linked).toEqual(headings.map(([, version]) => version));
	});
});
