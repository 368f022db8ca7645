import { node } from '../../workflow';
import type { Scene } from '../scene';

/** The trigger's panel, and what its button fetches. */
export const trigger: Scene = async (editor, { credential }) => {
	const start = node(
		'Wan Trigger',
		'n8n-nodes-wan.wanTrigger',
		{},
		{ credentials: { modelStudioApi: credential } },
	);
	await editor.show({ name: 'When a video is ready', nodes: [start], connections: {} });
	await editor.openNode('Wan Trigger');
	await editor.shot('trigger-panel');
	await editor.page
		.getByRole('button', { name: /fetch test event/i })
		.first()
		.click();
	await editor.page.getByText('taskId').first().waitFor({ timeout: 30_000 });
	await editor.shot('trigger-fetched');
};
