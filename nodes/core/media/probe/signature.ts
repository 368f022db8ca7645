import { BMP_HEADER_LENGTHS } from './bmp';
import type { MediaFormat } from './mediaInfo';
import { isAdts, parseFrame } from './mpegFrame';
import { latin1, viewOf } from './source';

export interface Signature {
	format: MediaFormat;
	mimeType?: string;
}

/** Enough for every signature, the brands of an `ftyp` box and a page's first words. */
export const SIGNATURE_BYTES = 512;

const MIME_TYPES: Record<MediaFormat, string | undefined> = {
	jpeg: 'image/jpeg',
	png: 'image/png',
	bmp: 'image/bmp',
	webp: 'image/webp',
	gif: 'image/gif',
	tiff: 'image/tiff',
	heic: 'image/heic',
	avif: 'image/avif',
	wav: 'audio/wav',
	mp3: 'audio/mpeg',
	aac: 'audio/aac',
	flac: 'audio/flac',
	ogg: 'audio/ogg',
	m4a: 'audio/mp4',
	mp4: 'video/mp4',
	mov: 'video/quicktime',
	avi: 'video/x-msvideo',
	webm: 'video/webm',
	html: 'text/html',
	json: 'application/json',
	pdf: 'application/pdf',
	unknown: undefined,
};

function signature(format: MediaFormat, mimeType = MIME_TYPES[format]): Signature {
	return mimeType === undefined ? { format } : { format, mimeType };
}

/** Signatures that are a fixed row of bytes at the very start. */
const FIXED: ReadonlyArray<[string, MediaFormat]> = [
	['\xff\xd8\xff', 'jpeg'],
	['\x89PNG\r\n\x1a\n', 'png'],
	['GIF87a', 'gif'],
	['GIF89a', 'gif'],
	['II*\0', 'tiff'],
	['MM\0*', 'tiff'],
	['fLaC', 'flac'],
	['OggS', 'ogg'],
	['ID3', 'mp3'],
	['APETAGEX', 'mp3'],
	['%PDF-', 'pdf'],
];

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1', 'miaf'];
const AVIF_BRANDS = ['avif', 'avis'];

/** What a QuickTime file without `ftyp` may begin with (QuickTime File Format, "Overview of atoms"). */
const QUICKTIME_FIRST = ['moov', 'wide', 'free', 'skip', 'pnot'];

/** What a segment without `styp` may begin with; alone it is no film. */
const SEGMENT_FIRST = ['sidx', 'moof', 'emsg', 'prft'];

/** ISO/IEC 14496-12, 4.3: the main brand, a version, then compatible brands. Segments of a stream begin with `styp`. */
function isoSignature(head: Uint8Array): Signature | undefined {
	const type = latin1(head, 4, 8);
	if (type !== 'ftyp' && type !== 'styp') {
		// These are plain words that a text may hold as well; a short box before the header starts with zero.
		const isShort = head[0] === 0;
		if (isShort && SEGMENT_FIRST.includes(type)) return signature('mp4');
		const quickTime = type === 'mdat' || (QUICKTIME_FIRST.includes(type) && isShort);
		return quickTime ? signature('mov') : undefined;
	}
	const end = Math.min(viewOf(head).getUint32(0), head.length);
	const brand = latin1(head, 8, 12);
	const brands = [brand];
	for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(head, at, at + 4));
	if (AVIF_BRANDS.includes(brand)) return signature('avif');
	if (HEIC_BRANDS.includes(brand)) {
		return signature(brands.some((name) => AVIF_BRANDS.includes(name)) ? 'avif' : 'heic');
	}
	if (brand === 'qt  ') return signature('mov');
	if (brand === 'M4A ' || brand === 'M4B ') return signature('m4a');
	return brand.startsWith('3g') ? signature('mp4', 'video/3gpp') : signature('mp4');
}

function riffSignature(head: Uint8Array): Signature | undefined {
	const outer = latin1(head, 0, 4);
	const inner = latin1(head, 8, 12);
	if (inner === 'WAVE' && (outer === 'RIFF' || outer === 'RF64' || outer === 'BW64')) return signature('wav');
	if (outer !== 'RIFF') return undefined;
	if (inner === 'WEBP') return signature('webp');
	return inner === 'AVI ' ? signature('avi') : undefined;
}

/** What a server sends in place of a file: an error page, an error object, a drawing. */
function textSignature(head: Uint8Array): Signature | undefined {
	const start = latin1(head)
		.replace(/^\xef\xbb\xbf/, '')
		.trimStart();
	if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<(!doctype html|html|head|body)\b/i.test(start))
		return signature('html');
	if (/^<(\?xml|!doctype|svg)\b/i.test(start)) {
		return signature('unknown', /<svg\b/i.test(start) ? 'image/svg+xml' : 'application/xml');
	}
	// A brace alone is no proof: what follows it has to be JSON, too.
	return /^(\{\s*["}]|\[\s*(["{[\]\d-]|true\b|false\b|null\b))/.test(start) ? signature('json') : undefined;
}

/** Tells what a file is by its first bytes, never by its name. */
export function identify(head: Uint8Array): Signature {
	const start = latin1(head, 0, 12);
	const fixed = FIXED.find(([bytes]) => start.startsWith(bytes));
	if (fixed !== undefined) return signature(fixed[1]);
	const boxed = riffSignature(head) ?? isoSignature(head);
	if (boxed !== undefined) return boxed;
	const [headerLength = 0, ...zeros] = head.subarray(14, 18);
	if (start.startsWith('BM') && BMP_HEADER_LENGTHS.includes(headerLength) && !zeros.some(Boolean)) {
		return signature('bmp');
	}
	if (start.startsWith('\x1a\x45\xdf\xa3')) {
		// The same container holds Matroska, which differs only in the name of its document type.
		return latin1(head).includes('webm') ? signature('webm') : signature('unknown', 'video/x-matroska');
	}
	if (isAdts(head)) return signature('aac');
	if (parseFrame(head) !== undefined) return signature('mp3');
	return textSignature(head) ?? signature('unknown');
}
