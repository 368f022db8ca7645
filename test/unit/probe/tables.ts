import { box, fixture } from './fixtures';
import {
	apeTag,
	cut,
	EMPTY_EXIF,
	encrypted,
	exif,
	FRAMES,
	freeFormat,
	joined,
	jpegWith,
	noise,
	pipedAvi,
	pngChunk,
	pngWith,
	SOUND,
	STYP,
	wav,
	webpWith,
} from './made';

/** What people feed it, and what is found. Read beside other people's readers as well. */

export const image = { kind: 'image', width: 48, height: 32 };
const turned = { ...image, rotated: true };
const film = { kind: 'video', seconds: expect.closeTo(2, 0), width: 96 };
const half = { kind: 'audio', format: 'wav', seconds: expect.closeTo(0.5, 2) };
const mp3 = { kind: 'audio', format: 'mp3', seconds: expect.closeTo(3, 0) };
const odd = (pattern: RegExp) => ({ odd: [expect.stringMatching(pattern)] });
const behind = odd(/has bytes behind its end/);
export const zeros = (bytes: number) => Buffer.alloc(bytes);

export const taken: Array<[string, Uint8Array, object]> = [
	['a motion photo: a film behind a JPEG', joined('baseline.jpg', 'faststart.mp4'), image],
	['MPO: a second JPEG behind the first', joined('progressive.jpg', 'baseline.jpg'), image],
	['a JPEG with zeros behind it', joined('baseline.jpg', zeros(4096)), image],
	['a PNG with bytes behind it', joined('rgb8.png', noise(300)), image],
	['a PNG without the checksum of its end', cut('rgb8.png', 4), image],
	['a WEBP with bytes behind it', joined('lossy.webp', noise(300)), image],
	['a WEBP that was cut in its EXIF', webpWith(exif(1)).subarray(0, -10), image],
	['a WEBP of the extended form', webpWith(), image],
	['a BMP with bytes behind it', joined('rgb24.bmp', noise(300)), image],
	['a BMP without the padding of its last row', cut('palette8.bmp', 0), image],
	['a JPEG turned by LONG, II', jpegWith(exif(6, 'LONG')), turned],
	['a JPEG turned by LONG, MM', jpegWith(exif(6, 'LONG', 'MM')), turned],
	['a JPEG turned by BYTE, II', jpegWith(exif(8, 'BYTE')), turned],
	['a JPEG turned by BYTE, MM', jpegWith(exif(5, 'BYTE', 'MM')), turned],
	['a JPEG turned, with an empty block behind', jpegWith(exif(6), EMPTY_EXIF), turned],
	['a JPEG turned, with an empty block before', jpegWith(EMPTY_EXIF, exif(7)), turned],
	['a JPEG with orientation 0, which is none', jpegWith(exif(0), exif(6)), turned],
	['a PNG turned by eXIf', pngWith([pngChunk('eXIf', exif(6))]), turned],
	[
		'a PNG turned by eXIf behind its pixels',
		pngWith([pngChunk('eXIf', exif(6, 'LONG', 'MM'))], true),
		turned,
	],
	['a WEBP turned by EXIF', webpWith(exif(8)), turned],
	['a WEBP turned by EXIF with an introduction', webpWith(joined(Buffer.from('Exif\0\0'), exif(6))), turned],

	['an MP4 with a trailer of a camera', joined('faststart.mp4', noise(5000)), { ...film, ...behind }],
	[
		'an MP4 with a text behind it',
		joined('moov-at-end.mp4', Buffer.from('HTTP/1.1 200 OK\r\n\r\n')),
		{ ...film, ...behind },
	],
	[
		'an MP4 with a cut one behind it',
		joined('moov-at-end.mp4', cut('faststart.mp4', 900)),
		{ ...film, ...behind },
	],
	['an MP4 with an unknown box behind it', joined('faststart.mp4', box('thmb', noise(500))), film],
	[
		'an MP4 with a cut free box behind it',
		joined('faststart.mp4', box('free', zeros(900)).subarray(0, 300)),
		{ ...film, ...behind },
	],
	['an MP4 with zeros behind it', joined('faststart.mp4', zeros(5000)), film],
	['a MOV with a trailer', joined('sound.mov', noise(5000)), { ...film, format: 'mov' }],
	['an M4A with a trailer', joined('sound.m4a', noise(5000)), { kind: 'audio', format: 'm4a' }],
	['a fragmented MP4 with a trailer', joined('fragmented.mp4', noise(5000)), { ...film, ...behind }],
	['an MP4 that begins with styp', joined(STYP, 'fragmented.mp4'), { ...film, format: 'mp4' }],
	[
		'an MP4 with styp in place of ftyp',
		joined(STYP, fixture('fragmented.mp4').subarray(fixture('fragmented.mp4').readUInt32BE(0))),
		film,
	],

	[
		'an MP3 that starts in the middle of a frame',
		FRAMES.subarray(150),
		{ ...mp3, ...odd(/begins with \d+ bytes/) },
	],
	['an MP3 behind zeros', joined(zeros(5000), FRAMES), { ...mp3, ...odd(/begins with 5000 bytes/) }],
	['an MP3 behind many zeros', joined(zeros(50_000), FRAMES), mp3],
	[
		'an MP3 behind FF bytes',
		joined(Buffer.alloc(3000, 0xff), FRAMES),
		{ ...mp3, ...odd(/begins with 3000 bytes/) },
	],
	['an MP3 behind an APE tag', joined(apeTag(500), FRAMES), mp3],
	['an MP3 behind an APE and an ID3 tag', joined(apeTag(50), 'cbr.mp3'), mp3],
	['an MP3 of free format', freeFormat(200, 500), { kind: 'audio', format: 'mp3', ...odd(/free format/) }],
	[
		'an MP3 of free format behind an ID3 tag',
		joined(Buffer.from('ID3\x03\0\0\0\0\0\x10', 'latin1'), zeros(16), freeFormat(200, 800)),
		{ kind: 'audio', ...odd(/free format/) },
	],
	[
		'an MP3 of free format from the middle',
		freeFormat(200, 700).subarray(300),
		{ kind: 'audio', format: 'mp3' },
	],

	['a WAV whose sound is a header too long', wav(8036, 8044), { ...half, ...odd(/44 bytes shorter/) }],
	['a WAV whose sound is eight bytes too long', wav(8036, 8008), half],
	['a WAV whose lengths are FFFFFFFF', wav(0xffffffff, 0xffffffff), half],
	['a WAV whose lengths are 0', wav(0, 0), half],
	['a WAV whose lengths are near 2^31', wav(0x7ffff024, 0x7ffff000), half],
	['a WAV whose lengths are 80000000', wav(0x80000024, 0x80000000), half],
	[
		'a WAV of unknown length with a guess for its sound',
		wav(0xffffffff, 1_000_000),
		{ ...half, ...odd(/only guessed/) },
	],
	['a WAV whose whole length is wrong', wav(4, 8000), half],
	['a WAV with bytes behind its sound', wav(8036, 8000, joined(SOUND, noise(500))), half],
	[
		'a WAV that forgot the byte behind an odd part',
		wav(8060, 8000, SOUND, joined(Buffer.from('LIST\x05\0\0\0', 'latin1'), noise(5))),
		half,
	],
	[
		'a WAV with that byte',
		wav(8060, 8000, SOUND, joined(Buffer.from('LIST\x05\0\0\0', 'latin1'), noise(5), zeros(1))),
		half,
	],
	...[' ', '.', 'a', 'd', '\xff'].map((byte): (typeof taken)[number] => [
		`a WAV in which that byte is ${JSON.stringify(byte)}`,
		wav(8060, 8000, SOUND, Buffer.from(`LIST\x05\0\0\0INFO.${byte}`, 'latin1')),
		half,
	]),
	[
		'an AVI from a pipe',
		pipedAvi(0xffffffff),
		{ kind: 'video', format: 'avi', seconds: expect.closeTo(2.1, 1), hasSound: true, ...odd(/how long/) },
	],
	[
		'an AVI whose program crashed',
		pipedAvi(0),
		{ kind: 'video', seconds: expect.closeTo(2.1, 1), hasSound: true },
	],
];

const CUT = /^is cut off$/;
export const refused: Array<[string, Uint8Array, RegExp]> = [
	['a JPEG without its last byte', cut('baseline.jpg', 1), CUT],
	['a JPEG without its end', cut('baseline.jpg', 2), CUT],
	['a JPEG of another program, half', cut('magick-baseline.jpg', 500), CUT],
	['a JPEG without its last tenth', cut('cmyk.jpg', 100), CUT],
	['a progressive JPEG after its first scans', cut('progressive.jpg', 150), CUT],
	['a gray JPEG that was cut', cut('gray.jpg', 8), CUT],
	['a turned JPEG that was cut', cut('exif-ii.jpg', 50), CUT],
	['a JPEG filled up with zeros', joined(cut('cmyk.jpg', 100), zeros(100)), CUT],
	[
		'a JPEG that ends with its header',
		fixture('baseline.jpg').subarray(0, fixture('baseline.jpg').indexOf(Buffer.from([0xff, 0xda]))),
		CUT,
	],
	[
		'a JPEG without pixels',
		joined(
			fixture('baseline.jpg').subarray(0, fixture('baseline.jpg').indexOf(Buffer.from([0xff, 0xda]))),
			Buffer.from([0xff, 0xd9]),
		),
		/no pixels/,
	],
	['a PNG without its end', cut('rgb8.png', 12), CUT],
	['a PNG cut in its end', cut('rgb8.png', 9), CUT],
	['a PNG cut in its pixels', cut('rgb16.png', 100), CUT],
	['an interlaced PNG that was cut', cut('interlaced.png', 60), CUT],
	['a PNG of a palette that was cut', cut('palette.png', 40), CUT],
	[
		'a PNG without pixels',
		joined(fixture('rgb8.png').subarray(0, 33), pngChunk('IEND', zeros(0))),
		/no pixels/,
	],
	['an animated PNG that was cut', cut('animated.png', 40), CUT],
	['a lossy WEBP that was cut', cut('lossy.webp', 40), CUT],
	['a lossless WEBP that was cut', cut('lossless.webp', 40), CUT],
	['a WEBP with alpha that was cut', cut('lossy-alpha.webp', 40), CUT],
	['an animated WEBP that was cut', cut('animated.webp', 40), CUT],
	['a WEBP of another program, half', cut('magick-lossy.webp', 1000), CUT],
	['a BMP that was cut', cut('rgb24.bmp', 40), CUT],
	['a BMP of 8 bits that was cut', cut('palette8.bmp', 40), CUT],
	['a BMP of 4 bits that was cut', cut('palette4.bmp', 40), CUT],
	['a BMP of 1 bit that was cut', cut('mono1.bmp', 40), CUT],
	['a BMP of OS/2 that was cut', cut('os2.bmp', 40), CUT],
	['a BMP with alpha that was cut', cut('alpha32.bmp', 40), CUT],
	['a BMP from top to bottom that was cut', cut('top-down.bmp', 40), CUT],
	['a compressed BMP that was cut', cut('java-rle8.bmp', 40), CUT],

	['an MP4 cut in its samples', cut('faststart.mp4', 500), CUT],
	['an MP4 cut before its header', cut('moov-at-end.mp4', 1500), CUT],
	[
		'a fragmented MP4 cut in its last samples',
		fixture('fragmented.mp4').subarray(0, fixture('fragmented.mp4').lastIndexOf('mdat') + 40),
		CUT,
	],
	[
		'a fragmented MP4 cut in the list of a fragment',
		fixture('fragmented.mp4').subarray(0, fixture('fragmented.mp4').lastIndexOf('moof') + 30),
		CUT,
	],
	[
		'a segment without a header',
		joined(STYP, fixture('fragmented.mp4').subarray(fixture('fragmented.mp4').indexOf('moof') - 4)),
		/no movie header/,
	],
	[
		'a segment that begins with moof',
		fixture('fragmented.mp4').subarray(fixture('fragmented.mp4').indexOf('moof') - 4),
		/no movie header/,
	],
	['a film with DRM', encrypted(), /encrypted/],
	['a MOV that was cut', cut('sound.mov', 900), CUT],

	['a WAV without a tenth of its sound', wav(8036, 8000, SOUND.subarray(0, 7200)), CUT],
	['a WAV without half of its sound', wav(8036, 8000, SOUND.subarray(0, 4000)), CUT],
	['a WAV without sound', wav(8036, 8000, SOUND.subarray(0, 0)), CUT],
	['a WAV cut in its header', cut('pcm16.wav', 8010), CUT],
	['an AVI that was cut', cut('sound.avi', 9000), CUT],
	['an AVI from a pipe that was cut', pipedAvi(0xffffffff).subarray(0, -20), CUT],
	[
		'an AVI from a pipe without pictures',
		pipedAvi(0xffffffff).subarray(0, fixture('sound.avi').indexOf('movi') + 4),
		/how long it is/,
	],
	[
		'an MP3 that is nothing but its tag',
		joined(Buffer.from('ID3\x03\0\0\0\0\0\x10', 'latin1'), zeros(16)),
		/no MP3 sound/,
	],
	['an MP3 cut in its APE tag', apeTag(500).subarray(0, 300), CUT],
];
