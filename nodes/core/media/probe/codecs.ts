/** Usual short names and the codes that files carry for them. */
const VIDEO_CODECS = {
	h264: ['avc1', 'avc3', 'h264', 'x264'],
	hevc: ['hvc1', 'hev1', 'hevc'],
	mpeg4: ['mp4v', 'xvid', 'divx', 'dx50', 'fmp4'],
	av1: ['av01'],
	vp8: ['vp08', 'vp80'],
	vp9: ['vp09', 'vp90'],
	mjpeg: ['mjpg', 'mjpa', 'mjpb', 'jpeg'],
	h263: ['s263', 'h263'],
	prores: ['apco', 'apcs', 'apcn', 'apch', 'ap4h', 'ap4x'],
};

/**
 * The short name; a code that has none is shown as it is. Bytes that are no printable ASCII are left out: the name is for
 * people.
 */
export function videoCodecName(code = ''): string | undefined {
	const known = Object.entries(VIDEO_CODECS).find(([, codes]) => codes.includes(code.toLowerCase()));
	return known?.[0] ?? (code.replace(/[^\x21-\x7e]/g, '') || undefined);
}
