/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Cutter {
	/** Leads the link of a finished task through this server. */
	// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of every shape
	inFrontOf(answer: any): any;
	/** Connections that were cut so far. */
	cuts(): number;
	close(): Promise<void>;
}

/**
 * Stands between a download and the storage host and cuts connections after any number of bytes.
 * @param cutAfter bytes after which the next connection is cut; nothing for one that is left alone
 */
export async function startCutter(cutAfter: () => number | undefined): Promise<Cutter> {
	let cuts = 0;
	const server = createServer((request, response) => {
		const target = new URL(request.url ?? '/', 'http://cutter').searchParams.get('target') ?? '';
		let left = cutAfter();
		get(target, (answer) => {
			response.writeHead(answer.statusCode ?? 500, answer.headers);
			answer.on('data', (part: Buffer) => {
				if (left === undefined || part.length <= left) {
					if (left !== undefined) left -= part.length;
					response.write(part);
					return;
				}
				if (left < 0) return;
				cuts++;
				response.write(part.subarray(0, left), () => response.socket?.destroy());
				left = -1;
			});
			answer.on('end', () => {
				if (left === undefined || left >= 0) response.end();
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		inFrontOf: (answer) => {
			const url = answer.output?.video_url;
			if (!url) return answer;
			const video_url = `http://127.0.0.1:${port}/?target=${encodeURIComponent(String(url))}`;
			return { ...answer, output: { ...answer.output, video_url } };
		},
		cuts: () => cuts,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
