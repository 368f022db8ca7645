/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input, type InputTrack } from 'mediabunny';

import type { FilmSource } from '../../nodes/core/film/clip';
import { filmBytes } from '../../nodes/core/film/film';
import { joinClips, type FilmRequest } from '../../nodes/core/film/joinClips';

const folder = path.resolve(__dirname, '../fixtures/film');

export function filmFixture(name: string): Buffer {
	return readFileSync(path.resolve(folder, name));
}

/** A file as n8n's storage gives it. @param pieceBytes how much comes at once; without it all comes as a Buffer */
export function sourceOf(bytes: Buffer, fileName?: string, pieceBytes?: number): FilmSource {
	function* pieces() {
		for (let at = 0; at < bytes.length; at += pieceBytes ?? 1) {
			yield bytes.subarray(at, at + (pieceBytes ?? 1));
		}
	}
	const open = async () => (pieceBytes ? Readable.from(pieces(), { objectMode: false }) : bytes);
	return { bytes: bytes.length, open, ...(fileName && { fileName }) };
}

/** Joins fixtures or other films; throws where they are refused. */
export async function joined(
	files: ReadonlyArray<string | Buffer>,
	sound: FilmRequest['sound'] = 'keep',
	pieceBytes?: number,
): Promise<Buffer> {
	const clips = files.map((file) =>
		typeof file === 'string' ? sourceOf(filmFixture(file), file, pieceBytes) : sourceOf(file),
	);
	const film = await joinClips({ clips, sound });
	if (!film.ok) throw new Error(film.fault.message);
	const pieces: Uint8Array[] = [];
	for await (const piece of filmBytes(film.value)) pieces.push(piece);
	return Buffer.concat(pieces);
}

export interface Packet {
	/** Seconds. */
	timestamp: number;
	duration: number;
	isKey: boolean;
	bytes: string;
}

export interface Played {
	pictures: Packet[];
	sound: Packet[];
	seconds: number;
}

/** What a file holds as mediabunny's reader sees it, pictures in decoding order. */
export async function readFilm(bytes: Buffer): Promise<Played> {
	const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
	const video = await input.getPrimaryVideoTrack();
	const audio = await input.getPrimaryAudioTrack();
	return {
		pictures: video ? await packetsOf(video) : [],
		sound: audio ? await packetsOf(audio) : [],
		seconds: await input.computeDuration(),
	};
}

async function packetsOf(track: InputTrack): Promise<Packet[]> {
	const packets: Packet[] = [];
	for await (const { timestamp, duration, type, data } of new EncodedPacketSink(track).packets()) {
		packets.push({ timestamp, duration, isKey: type === 'key', bytes: Buffer.from(data).toString('base64') });
	}
	return packets;
}
