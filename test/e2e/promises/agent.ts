/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import assert from 'node:assert/strict';

import { startChatModel, type Message, type Turn } from '../chatModel';
import { importExample } from '../examples';
import type { Proof } from '../report';
import { waitFor } from '../rest';
import type { World } from '../world';

const scene = 'A fishing boat leaves the harbor at dawn';

/** Asks back, makes the video at the yes, and looks at it when it is asked for. */
function agentsPart(messages: Message[]): Turn {
	const last = messages.at(-1);
	if (last?.role === 'tool') return `The tool says: ${last.content}`;
	if (last?.content === 'Yes') return { tool: /make/i, arguments: { prompt: scene } };
	if (last?.content !== 'Is it ready?') return `${scene}. Shall I make it?`;
	const said = messages.map(({ content }) => content).join('\n');
	const [taskId = ''] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(said) ?? [];
	return { tool: /look/i, arguments: { taskId } };
}

export const agent: Array<Proof<World>> = [
	{
		promise:
			"Example 09: n8n's AI agent makes a video with the Wan tool, once, and gives its link when it is asked",
		async prove(world) {
			const model = await startChatModel(agentsPart);
			return await world
				.withStudio({ taskSeconds: 1 }, async (studio) => {
					const { standIn } = studio;
					const data = { apiKey: 'for-tests-only', url: model.url };
					const openAiApi = await world.rest.createCredential('openAiApi', 'Chat model', data);
					const workflow = await importExample(world, studio, '09-agent-with-wan-tool.json', {
						credentials: { openAiApi },
						// So that the chat has an address outside the editor.
						change: (node) => {
							if (node.type.endsWith('.chatTrigger')) node.parameters = { ...node.parameters, public: true };
						},
					});
					await world.rest.activate(workflow);
					const webhookId = workflow.nodes.find(({ type }) => type.endsWith('.chatTrigger'))?.webhookId;
					const say = async (chatInput: string) => {
						const response = await fetch(`${world.n8n.url}/webhook/${webhookId}/chat`, {
							method: 'POST',
							headers: { 'content-type': 'application/json' },
							body: JSON.stringify({ action: 'sendMessage', sessionId: 'e2e', chatInput }),
						});
						const answer = await response.text();
						assert.equal(response.status, 200, answer);
						return answer;
					};
					assert.match(await say('A film of a boat, please'), /Shall I make it/);
					assert.equal(standIn.tasks.size, 0);
					const made = await say('Yes');
					const [task] = standIn.tasks.values();
					assert.equal(task?.body.input.prompt, scene);
					assert.ok(task && made.includes(task.taskId), made);
					await waitFor('the video', 30, async () => await Promise.resolve(task.status === 'SUCCEEDED'));
					assert.match(await say('Is it ready?'), /SUCCEEDED.*\.mp4/s);
					assert.equal(standIn.count('submit'), 1);
					await world.rest.deactivate(workflow);
					return `${model.requests.length} answers of the model`;
				})
				.finally(() => model.close());
		},
	},
];
