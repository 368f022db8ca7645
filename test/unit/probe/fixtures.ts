/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../fixtures/media');

/** What makes the fixtures, and no media. */
const MAKERS = /\.(sh|mjs|md)$/;

export function fixtureNames(): string[] {
	return readdirSync(FOLDER).filter((name) => !MAKERS.test(name));
}

export function fixture(name: string): Buffer {
	return readFileSync(join(FOLDER, name));
}

/** A file of fixtures/inputs, as other programs wrote it. */
export function input(name: string): Buffer {
	return readFileSync(join(__dirname, '../../fixtures/inputs', name));
}

/** A stream that sends pieces of `bytes` bytes. */
export async function* inChunks(file: Uint8Array, bytes: number): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < file.length; at += bytes) yield file.subarray(at, at + bytes);
}

/** A box of an MP4 file: its length, its type, what it holds. */
export function box(type: string, ...parts: Uint8Array[]): Buffer {
	const payload = Buffer.concat(parts);
	const header = Buffer.alloc(8);
	header.writeUInt32BE(8 + payload.length, 0);
	header.write(type, 4, 'latin1');
	return Buffer.concat([header, payload]);
}

export const FTYP = box('ftyp', Buffer.from('isom\0\0\0\0isom', 'latin1'));
