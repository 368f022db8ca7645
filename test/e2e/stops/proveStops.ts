/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { Editor } from '../editor/editor';
import type { Report } from '../report';
import type { Studio } from '../world';
import { cases, endings, seenIn, startsErrorWorkflow, type Place } from './places';
import { begin, findTaskIds, LONG, type StoppedN8n, type Unfinished } from './unfinished';

export interface Stage {
	/** A service of its own for one ending. */
	withStudio<T>(use: (studio: Studio) => Promise<T>): Promise<T>;
	n8n(): StoppedN8n;
	/** SIGKILL for n8n, or for the worker that has the execution; and whatever takes it up again. */
	killAndStartAgain(executionId: string): Promise<void>;
}

/** The table of docs/waiting.md, row by row. */
export async function proveStops(stage: Stage, report: Report): Promise<void> {
	for (const [ending, start] of cases) {
		const { mode } = stage.n8n();
		await report.prove(
			`${mode} mode, started by ${start}, ${endings[ending]}: the task IDs are where the docs say, and only there`,
			async () => {
				const editor = start === 'the editor' ? await Editor.open(stage.n8n()) : undefined;
				return await stage
					.withStudio(async (studio) => {
						const unfinished = await begin(stage.n8n(), studio, ending, editor);
						await end(stage, unfinished, editor);
						assert.equal(studio.standIn.count('submit'), unfinished.taskIds.length);
						studio.standIn.advance(LONG);
						const seen = await findTaskIds(stage.n8n(), studio, unfinished);
						for (const [place, isSeen] of Object.entries(seen.places)) {
							const expected = seenIn(place as Place, ending, mode, start);
							if (expected !== 'at times')
								assert.equal(isSeen ? 'yes' : 'no', expected === 'yes' ? 'yes' : 'no', place);
						}
						assert.equal(seen.errorWorkflow, startsErrorWorkflow(ending, mode, start));
						return Object.entries(seen.places)
							.flatMap(([place, isSeen]) => (isSeen ? [place] : []))
							.join(', ');
					})
					.finally(async () => await editor?.close());
			},
		);
	}
}

async function end(stage: Stage, { ending, id }: Unfinished, editor?: Editor): Promise<void> {
	const { rest } = stage.n8n();
	if (ending === 'editor') {
		await editor?.page.getByRole('button', { name: /stop/i }).first().click();
	}
	if (ending === 'production') await rest.post(`/rest/executions/${id}/stop`, {});
	if (ending === 'killed') await stage.killAndStartAgain(id);
	const ended = ending === 'killed' ? ['crashed', 'error'] : ['canceled'];
	await stage.n8n().rest.waitForExecution(id, ended, 400);
}
