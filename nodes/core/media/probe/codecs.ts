/** Usual short names for the codes that files carry; a code that is not here is shown as it is. */
const VIDEO_CODECS: Record<string, string> = {
	avc1: 'h264',
	avc3: 'h264',
	h264: 'h264',
	x264: 'h264',
	hvc1: 'hevc',
	hev1: 'hevc',
	hevc: 'hevc',
	mp4v: 'mpeg4',
	xvid: 'mpeg4',
	divx: 'mpeg4',
	dx50: 'mpeg4',
	fmp4: 'mpeg4',
	av01: 'av1',
	vp08: 'vp8',
	vp09: 'vp9',
	vp80: 'vp8',
	vp90: 'vp9',
	mjpg: 'mjpeg',
	mjpa: 'mjpeg',
	mjpb: 'mjpeg',
	jpeg: 'mjpeg',
	s263: 'h263',
	h263: 'h263',
	apco: 'prores',
	apcs: 'prores',
	apcn: 'prores',
	apch: 'prores',
	ap4h: 'prores',
	ap4x: 'prores',
};

/** Bytes that are no printable ASCII are left out: the name is for people. */
function readable(code: string): string | undefined {
	const name = code.replace(/[^\x21-\x7e]/g, '');
	return name === '' ? undefined : name;
}

export function videoCodecName(code = ''): string | undefined {
	return VIDEO_CODECS[code.toLowerCase()] ?? readable(code);
}
