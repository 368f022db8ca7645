/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { run } from '../command';

/** The pictures of a run, and those of them that the documents show. */
export class Album {
	private readonly names: string[] = [];

	constructor(private readonly folder: string) {}

	fileFor(name: string): string {
		this.names.push(name);
		return path.join(this.folder, `${name}.png`);
	}

	get count(): number {
		return this.names.length;
	}

	/** Puts pictures into the documents, with 128 colours where pngquant is installed. Gives their sizes in bytes. */
	async publish(pictures: Record<string, string>, into: string): Promise<Record<string, number>> {
		mkdirSync(into, { recursive: true });
		const sizes: Record<string, number> = {};
		for (const [name, as] of Object.entries(pictures)) {
			if (!this.names.includes(name)) continue;
			const [from, to] = [path.join(this.folder, `${name}.png`), path.join(into, `${as}.png`)];
			const options = ['--force', '--strip', '--speed', '1', '--output', to, '128', from];
			await run('pngquant', options, { cwd: into }).catch(() => copyFileSync(from, to));
			sizes[as] = statSync(to).size;
		}
		return sizes;
	}
}
