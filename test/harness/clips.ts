/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The five-second fixture with other sides in its headers, which is all that a reader of facts looks at. */
export function clipOf(width: number, height: number): Buffer {
	const bytes = Buffer.from(readFileSync(path.resolve(__dirname, '../fixtures/video/sound-5s.mp4')));
	// Track header: width and height as 16.16 fixed point, 80 bytes behind the box's name (ISO 14496-12, version 0).
	const track = bytes.indexOf('tkhd');
	bytes.writeUInt32BE(width << 16, track + 80);
	bytes.writeUInt32BE(height << 16, track + 84);
	const sample = bytes.indexOf('avc1', bytes.indexOf('stsd'));
	bytes.writeUInt16BE(width, sample + 28);
	bytes.writeUInt16BE(height, sample + 30);
	return bytes;
}

/** A JPEG that says it has these sides (start of frame, baseline). */
export function jpegOfSize(jpeg: Buffer, width: number, height: number): Buffer {
	const bytes = Buffer.from(jpeg);
	const frame = bytes.indexOf(Buffer.from('ffc0', 'hex'));
	bytes.writeUInt16BE(height, frame + 5);
	bytes.writeUInt16BE(width, frame + 7);
	return bytes;
}
