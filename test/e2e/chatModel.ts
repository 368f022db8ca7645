/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface Message {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string | null;
}

/** What the model says next: words, or a call of the tool whose name has this in it. */
export type Turn = string | { tool: RegExp; arguments: Record<string, string> };

interface ChatRequest {
	model: string;
	stream?: boolean;
	messages: Message[];
	tools?: Array<{ function: { name: string; description: string } }>;
}

export interface ChatModel {
	/** http://127.0.0.1:PORT/v1 */
	url: string;
	requests: ChatRequest[];
	close(): void;
}

/** A server that speaks OpenAI's chat completions; what it says is scripted. */
export async function startChatModel(script: (messages: Message[]) => Turn): Promise<ChatModel> {
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		void json(request).then((body) => {
			const asked = body as ChatRequest;
			requests.push(asked);
			response.setHeader('content-type', 'application/json');
			response.end(JSON.stringify(completion(asked, script(asked.messages), requests.length)));
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

function completion({ model, stream, tools = [] }: ChatRequest, turn: Turn, number: number): object {
	if (stream) throw new Error('This model does not stream');
	const said = typeof turn === 'string';
	const name = said ? undefined : tools.find((tool) => turn.tool.test(tool.function.name))?.function.name;
	if (!said && !name)
		throw new Error(`No tool ${turn.tool} among ${tools.map((tool) => tool.function.name).join(', ')}`);
	const call = !said && {
		id: `call_${number}`,
		type: 'function',
		function: { name, arguments: JSON.stringify(turn.arguments) },
	};
	const message = { role: 'assistant', content: said ? turn : null, ...(call && { tool_calls: [call] }) };
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: 1_790_000_000 + number,
		model,
		choices: [{ index: 0, message, finish_reason: said ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
