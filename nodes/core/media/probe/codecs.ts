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

const AUDIO_CODECS: Record<string, string> = {
	mp4a: 'aac',
	'.mp3': 'mp3',
	'ac-3': 'ac3',
	'ec-3': 'eac3',
	opus: 'opus',
	flac: 'flac',
	alac: 'alac',
	samr: 'amr',
	lpcm: 'pcm',
	sowt: 'pcm',
	twos: 'pcm',
	in24: 'pcm',
	fl32: 'pcm',
	ipcm: 'pcm',
	fpcm: 'pcm',
};

/** Codes of WAVEFORMATEX, as used in AVI (Microsoft, mmreg.h). */
const WAVE_CODECS: Record<number, string> = {
	0x0001: 'pcm',
	0x0003: 'pcm',
	0x0050: 'mp2',
	0x0055: 'mp3',
	0x00ff: 'aac',
	0x2000: 'ac3',
	0xfffe: 'pcm',
};

/** Bytes that are no printable ASCII are left out: the name is for people. */
function readable(code: string): string | undefined {
	const name = code.replace(/[^\x21-\x7e]/g, '');
	return name === '' ? undefined : name;
}

export function videoCodecName(code = ''): string | undefined {
	return VIDEO_CODECS[code.toLowerCase()] ?? readable(code);
}

export function audioCodecName(code = ''): string | undefined {
	return AUDIO_CODECS[code.toLowerCase()] ?? readable(code);
}

export function waveCodecName(tag: number): string {
	return WAVE_CODECS[tag] ?? `0x${tag.toString(16).padStart(4, '0')}`;
}
