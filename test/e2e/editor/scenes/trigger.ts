import { node } from '../../workflow';
import type { Scene } from '../scene';

/** The triggers' panels, and what the button of the one that polls fetches. */
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

	const event = node(
		'Wan Event Trigger',
		'n8n-nodes-wan.wanEventTrigger',
		{},
		{ credentials: { modelStudioApi: credential } },
	);
	await editor.show({ name: 'When EventBridge says so', nodes: [event], connections: {} });
	await editor.openNode('Wan Event Trigger');
	await editor.shot('trigger-event-panel');
};
