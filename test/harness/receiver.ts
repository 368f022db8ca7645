/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What was sent to a receiver. */
export interface Delivery {
	method: string;
	path: string;
	contentType: string;
	body: Buffer;
}

/** A server on a free port of this machine that takes whatever is sent. */
export interface Receiver {
	url: string;
	deliveries: Delivery[];
	close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
	const deliveries: Delivery[] = [];
	const server = createServer((request, response) => {
		void buffer(request).then((body) => {
			const { method = '', url: path = '', headers } = request;
			deliveries.push({ method, path, contentType: headers['content-type'] ?? '', body });
			response.writeHead(201).end();
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		deliveries,
		close: async () => {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}
