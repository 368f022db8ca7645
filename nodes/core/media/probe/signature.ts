import type { MediaFormat } from './mediaInfo';
import { isAdts, parseFrame } from './mpegFrame';
import { latin1 } from './source';

export interface Signature {
	format: MediaFormat;
	mimeType?: string;
}

/** Enough for every signature, the brands of an `ftyp` box and a page's first words. */
export const SIGNATURE_BYTES = 512;

/** By the first bytes as Latin-1. The first row that fits decides. */
const SIGNATURES: ReadonlyArray<[RegExp, MediaFormat, mimeType: string]> = [
	[/^\xff\xd8\xff/, 'jpeg', 'image/jpeg'],
	[/^\x89PNG\r\n\cZ\n/, 'png', 'image/png'],
	[/^GIF8[79]a/, 'gif', 'image/gif'],
	[/^(II\*\0|MM\0\*)/, 'tiff', 'image/tiff'],
	// Two letters are a weak signature, so the second header must have the length of one of its versions, too: 12 bytes (OS/2),
	// 16 and 64 (OS/2 2.x), 40, 52, 56, 108 or 124 (Microsoft "Bitmap Header Types").
	[/^BM[^]{12}[\f\cP\x28\x34\x38\x40\x6c\x7c]\0{3}/, 'bmp', 'image/bmp'],
	[/^RIFF[^]{4}WEBP/, 'webp', 'image/webp'],
	[/^(RIFF|RF64|BW64)[^]{4}WAVE/, 'wav', 'audio/wav'],
	[/^RIFF[^]{4}AVI /, 'avi', 'video/x-msvideo'],
	[/^fLaC/, 'flac', 'audio/flac'],
	[/^OggS/, 'ogg', 'audio/ogg'],
	[/^(ID3|APETAGEX)/, 'mp3', 'audio/mpeg'],
	[/^%PDF-/, 'pdf', 'application/pdf'],
	// ISO/IEC 14496-12, 4.3: the main brand, a version, then compatible brands. Segments of a stream begin with `styp`.
	[/^[^]{4}[fs]typ(avi[fs]|(he|mi|ms)[^]*avi[fs])/, 'avif', 'image/avif'],
	[/^[^]{4}[fs]typ(he[iv][cxms]|mif1|msf1|miaf)/, 'heic', 'image/heic'],
	[/^[^]{4}[fs]typqt {2}/, 'mov', 'video/quicktime'],
	[/^[^]{4}[fs]typM4[AB] /, 'm4a', 'audio/mp4'],
	[/^[^]{4}[fs]typ3g/, 'mp4', 'video/3gpp'],
	[/^[^]{4}[fs]typ/, 'mp4', 'video/mp4'],
	// What a segment without `styp` may begin with; alone it is no film. These are plain words that a text may hold as well;
	// a short box before the header starts with zero.
	[/^\0[^]{3}(sidx|moof|emsg|prft)/, 'mp4', 'video/mp4'],
	// What a QuickTime file without `ftyp` may begin with (QuickTime File Format, "Overview of atoms").
	[/^([^]{4}mdat|\0[^]{3}(moov|wide|free|skip|pnot))/, 'mov', 'video/quicktime'],
	// The same container holds Matroska, which differs only in the name of its document type.
	[/^\cZE\xdf\xa3[^]*webm/, 'webm', 'video/webm'],
	[/^\cZE\xdf\xa3/, 'unknown', 'video/x-matroska'],
	// What a server sends in place of a file: an error page, a drawing, an error object. In JSON a brace alone is no proof.
	[
		/^[\xef\xbb\xbf\s]*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<(!doctype html|html|head|body)\b/i,
		'html',
		'text/html',
	],
	[/^[\xef\xbb\xbf\s]*<(svg|(\?xml|!doctype)\b[^]*<svg)\b/i, 'unknown', 'image/svg+xml'],
	[/^[\xef\xbb\xbf\s]*<(\?xml|!doctype)\b/i, 'unknown', 'application/xml'],
	[/^[\xef\xbb\xbf\s]*(\{\s*["}]|\[\s*(["{[\]\d-]|true\b|false\b|null\b))/, 'json', 'application/json'],
];

/** Tells what a file is by its first bytes, never by its name. */
export function identify(head: Uint8Array): Signature {
	const text = latin1(head.subarray(0, SIGNATURE_BYTES));
	const [, format, mimeType] = SIGNATURES.find(([pattern]) => pattern.test(text)) ?? [];
	if (format !== undefined) return { format, mimeType };
	if (isAdts(head)) return { format: 'aac', mimeType: 'audio/aac' };
	return parseFrame(head) ? { format: 'mp3', mimeType: 'audio/mpeg' } : { format: 'unknown' };
}
