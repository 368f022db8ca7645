/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

import { run } from '../command';

/** The pictures of a run, and those of them that the documents show. */
export class Album {
	private readonly names: string[] = [];

	constructor(private readonly folder: string) {}

	/** @param kind a drawing of the editor, or something with the colours of a film */
	fileFor(name: string, kind: 'png' | 'jpg' = 'png'): string {
		this.names.push(`${name}.${kind}`);
		return path.join(this.folder, `${name}.${kind}`);
	}

	get count(): number {
		return this.names.length;
	}

	/** Puts pictures into the documents, drawings with 128 colours. Gives their sizes in bytes. */
	async publish(pictures: Record<string, string>, into: string): Promise<Record<string, number>> {
		mkdirSync(into, { recursive: true });
		const sizes: Record<string, number> = {};
		for (const [name, as] of Object.entries(pictures)) {
			const file = this.names.find((each) => path.parse(each).name === name);
			if (!file) continue;
			const [from, to] = [path.join(this.folder, file), path.join(into, as + path.extname(file))];
			const palette = 'split[a][b];[a]palettegen=max_colors=128[p];[b][p]paletteuse=dither=none';
			if (file.endsWith('.jpg')) copyFileSync(from, to);
			else
				await run('ffmpeg', ['-y', '-i', from, '-filter_complex', palette, to], { cwd: into }).catch(() =>
					copyFileSync(from, to),
				);
			sizes[as] = statSync(to).size;
		}
		return sizes;
	}
}
