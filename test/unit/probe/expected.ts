import type { MediaInfo } from '../../../nodes/core/media/probe';

function image(mimeType: string, format: string, more: object = {}): object {
	return { kind: 'image', format, mimeType, width: 48, height: 32, alpha: false, ...more };
}
const jpeg = (more?: object) => image('image/jpeg', 'jpeg', more);
const png = (more?: object) => image('image/png', 'png', more);
const webp = (more?: object) => image('image/webp', 'webp', more);
const bmp = (more?: object) => image('image/bmp', 'bmp', more);
const alpha = { alpha: true };
const animated = { animated: true };

const sound = (mimeType: string, format: string, seconds: number): object => ({
	kind: 'audio',
	format,
	mimeType,
	seconds,
});
const wav = (seconds: number) => sound('audio/wav', 'wav', seconds);
const mp3 = sound('audio/mpeg', 'mp3', 3);

function video(
	mimeType: string,
	format: string,
	videoCodec: string,
	soundCodec?: string,
	more: object = {},
): object {
	return {
		kind: 'video',
		format,
		mimeType,
		width: 96,
		height: 64,
		seconds: 2,
		framesPerSecond: 10,
		videoCodec,
		hasSound: soundCodec !== undefined,
		...more,
	};
}
const mp4 = (codec: string, soundCodec?: string, more?: object) =>
	video('video/mp4', 'mp4', codec, soundCodec, more);
const mov = (codec: string, more?: object, soundCodec = 'aac') =>
	video('video/quicktime', 'mov', codec, soundCodec, more);
const avi = (codec: string, soundCodec?: string, more?: object) =>
	video('video/x-msvideo', 'avi', codec, soundCodec, more);

const other = (format: string, mimeType: string): object => ({ kind: 'other', format, mimeType });

/**
 * The truth of every fixture, taken from ffprobe and identify when they were made (fixtures/media/print.sh), and
 * from how they were made where those two are not exact:
 * - ffprobe gives the time of an MP3 with the encoder's silence, and guesses where there is no note of the encoder;
 * - identify takes the padding byte of a 32-bit BMP without masks for alpha.
 */
export const EXPECTED: Record<string, MediaInfo> = Object.fromEntries(
	Object.entries({
		'baseline.jpg': jpeg(),
		'progressive.jpg': jpeg(),
		'cmyk.jpg': jpeg(),
		'gray.jpg': jpeg(),
		'exif-ii.jpg': jpeg({ rotated: true }),
		'exif-mm.jpg': jpeg({ rotated: true }),

		'rgb8.png': png(),
		'rgb16.png': png(),
		'interlaced.png': png(),
		'gray.png': png(),
		'palette.png': png(),
		'palette-transparent.png': png({ transparentColour: true }),
		'rgba.png': png(alpha),
		'gray-alpha.png': png(alpha),
		'animated.png': png(animated),

		'lossy.webp': webp(),
		'lossless.webp': webp(),
		'lossy-alpha.webp': webp(alpha),
		'lossless-alpha.webp': webp(alpha),
		'animated.webp': webp(animated),

		'rgb24.bmp': bmp(),
		'palette8.bmp': bmp(),
		'palette4.bmp': bmp(),
		'mono1.bmp': bmp(),
		'os2.bmp': bmp(),
		'top-down.bmp': bmp(),
		'padded32.bmp': bmp(),
		'alpha32.bmp': bmp(alpha),
		'plain32.bmp': bmp({ width: 4, height: 2 }),
		'v5-no-alpha.bmp': bmp({ width: 4, height: 2 }),
		'alpha-bitfields.bmp': bmp({ width: 4, height: 2, ...alpha }),

		'picture.gif': other('gif', 'image/gif'),
		'picture.tiff': other('tiff', 'image/tiff'),
		'picture.heic': other('heic', 'image/heic'),
		'picture.avif': other('avif', 'image/avif'),

		'pcm8.wav': wav(2),
		'pcm16.wav': wav(0.5),
		'extensible24.wav': wav(0.5),
		'float.wav': wav(0.5),
		'list.wav': wav(0.5),
		'rf64.wav': wav(0.5),
		'adpcm.wav': wav(0.51025),
		'chunks-around.wav': wav(0.5),
		'streamed.wav': wav(0.5),
		'streamed-zero.wav': wav(0.5),

		'cbr.mp3': mp3,
		'vbr.mp3': mp3,
		'cbr-no-xing.mp3': mp3,
		'vbr-no-xing.mp3': mp3,
		'vbri.mp3': mp3,
		'mpeg2.mp3': mp3,
		'mpeg25.mp3': mp3,
		'tagged.mp3': mp3,
		'many-tags.mp3': mp3,
		'sound.m4a': sound('audio/mp4', 'm4a', 1),

		'layer2.mp2': other('unknown', 'audio/mpeg'),
		'sound.aac': other('aac', 'audio/aac'),
		'sound.flac': other('flac', 'audio/flac'),
		'sound.ogg': other('ogg', 'audio/ogg'),
		'picture.webm': other('webm', 'video/webm'),

		'faststart.mp4': mp4('h264', 'aac'),
		'moov-at-end.mp4': mp4('h264', 'aac'),
		'long-mdat.mp4': mp4('h264', 'aac'),
		'open-mdat.mp4': mp4('h264', 'aac'),
		'mp3-sound.mp4': mp4('h264', 'mp3'),
		'silent.mp4': mp4('h264'),
		'rotated.mp4': mp4('h264', undefined, { rotated: true }),
		'fragmented.mp4': mp4('h264', 'aac', { seconds: 2.2 }),
		'hybrid-fragmented.mp4': mp4('h264', 'aac', { seconds: 2.2 }),
		'hevc.mp4': mp4('hevc'),
		'mpeg4.mp4': mp4('mpeg4'),
		'ntsc.mp4': mp4('h264', undefined, { seconds: 1.001, framesPerSecond: 30000 / 1001 }),
		'sound.mov': mov('h264'),
		'no-ftyp.mov': mov('h264'),
		'mjpeg.mov': mov('mjpeg', { seconds: 0.5 }, 'pcm'),
		'sound.avi': avi('mpeg4', 'mp3', { seconds: 2.1 }),
		'silent.avi': avi('h264'),
	}),
) as Record<string, MediaInfo>;
