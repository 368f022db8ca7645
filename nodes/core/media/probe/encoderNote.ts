import { type MpegFrame, FRAME_HEADER_BYTES } from './mpegFrame';
import { latin1, viewOf } from './source';

/** What an encoder says of the whole sound in a first frame that holds no sound. */
interface EncoderNote {
	/** Frames, the note's own not counted. */
	frames?: number;
	/** Samples of silence that the encoder had to put before and after the sound. */
	delay: number;
	padding: number;
}

const VBRI_POSITION = 36;

const XING_FRAMES_FLAG = 1;

/**
 * The Xing or Info note stands behind the side information, whose length follows from version and channels;
 * which of its fields exist is in its flags, and LAME's own part (with delay and padding) follows them
 * ("Mp3 Info Tag" revision 1). VBRI is Fraunhofer's and always at the same place.
 */
export function readEncoderNote(frame: MpegFrame, bytes: Uint8Array): EncoderNote | undefined {
	if (frame.layer !== 3) return undefined;
	if (latin1(bytes, VBRI_POSITION, VBRI_POSITION + 4) === 'VBRI') return { delay: 0, padding: 0 };
	const mono = frame.channels === 1;
	const sideBytes = frame.version === 1 ? (mono ? 17 : 32) : mono ? 9 : 17;
	const start = FRAME_HEADER_BYTES + sideBytes;
	const name = latin1(bytes, start, start + 4);
	if (name !== 'Xing' && name !== 'Info') return undefined;
	const view = viewOf(bytes.subarray(start));
	const flags = view.getUint32(4);
	const note: EncoderNote = { delay: 0, padding: 0 };
	if ((flags & XING_FRAMES_FLAG) !== 0) note.frames = view.getUint32(8);
	const lame = [4, 4, 100, 4].reduce((sum, size, bit) => sum + ((flags >> bit) & 1) * size, 8);
	const encoder = latin1(bytes, start + lame, start + lame + 4);
	if (view.byteLength >= lame + 24 && (encoder === 'LAME' || encoder.startsWith('Lav'))) {
		note.delay = view.getUint16(lame + 21) >> 4;
		note.padding = view.getUint16(lame + 22) & 0xfff;
	}
	return note;
}
