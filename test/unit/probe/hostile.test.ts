import { type MediaInfo, probe } from '../../../nodes/core/media/probe';
import { withinProcessorTime } from '../../harness/processorTime';
import { box, fixture, FTYP, inChunks } from './fixtures';

const KIBI = 1024;

/** Fixtures of the formats that are read beyond their signature. */
const READ = [
	'progressive.jpg',
	'palette-transparent.png',
	'alpha32.bmp',
	'animated.webp',
	'rf64.wav',
	'sound.avi',
];

async function reasonOf(file: Uint8Array | Iterable<Uint8Array>): Promise<string> {
	const facts = await probe(file);
	if (facts.kind !== 'broken') throw new Error(`Not broken: ${JSON.stringify(facts)}`);
	return facts.reason;
}

/** The facts, found with little work: the reading takes milliseconds, and one that loops takes minutes. */
async function withLittleWork(read: () => Promise<MediaInfo>): Promise<MediaInfo> {
	return await withinProcessorTime(3000, read);
}

function* endless(start: Uint8Array, piece: Uint8Array): Generator<Uint8Array> {
	yield start;
	for (;;) yield piece;
}

describe('A file that was cut off', () => {
	test.each(READ)('%s is broken or read, wherever it ends, and never an exception', async (name) => {
		const file = fixture(name);
		for (let length = 0; length < Math.min(file.length, 2000); length++) {
			const facts = await probe(file.subarray(0, length));
			expect(['image', 'audio', 'video', 'other', 'broken']).toContain(facts.kind);
		}
	});

	test.each(['baseline.jpg', 'rgba.png', 'os2.bmp', 'lossy.webp', 'pcm16.wav', 'sound.avi'])(
		'%s tells it of its header',
		async (name) => {
			expect(await reasonOf(fixture(name).subarray(0, 25))).toBe('is cut off');
		},
	);

	test.each(['faststart.mp4', 'moov-at-end.mp4', 'sound.mov', 'sound.m4a'])(
		'%s is broken at any length',
		async (name) => {
			const file = fixture(name);
			for (let cut = 8; cut < file.length - 32; cut += 37) {
				const short = file.subarray(0, file.length - cut);
				expect(await probe(inChunks(short, 4096))).toMatchObject({ kind: 'broken' });
				expect(await probe(short)).toMatchObject({ kind: 'broken' });
			}
		},
	);

	test('says so for the sound of a WAV and the pictures of an AVI', async () => {
		expect(await reasonOf(fixture('pcm16.wav').subarray(0, -100))).toBe('is cut off');
		expect(await reasonOf(fixture('sound.avi').subarray(0, 12_000))).toBe('is cut off');
	});
});

describe('An MP4 that tells lies', () => {
	const zeros = (bytes: number) => Buffer.alloc(bytes);
	const sized = (size: number, type: string) => {
		const header = box(type);
		header.writeUInt32BE(size, 0);
		return header;
	};

	test('is broken when a box is shorter than its own header', async () => {
		for (const size of [2, 7]) {
			expect(await reasonOf(Buffer.concat([FTYP, sized(size, 'free')]))).toBe('is damaged');
		}
	});

	test('is broken when a box is longer than what holds it', async () => {
		const moov = box('moov', sized(5000, 'trak'), zeros(100));
		expect(await reasonOf(Buffer.concat([FTYP, moov, zeros(9000)]))).toBe('is damaged');
	});

	test('is broken when a box claims more than the file has', async () => {
		const mp4 = Buffer.concat([FTYP, sized(0xfffffff0, 'mdat'), zeros(1000)]);
		expect(await reasonOf(mp4)).toBe('is cut off');
		const long = Buffer.concat([FTYP, sized(1, 'mdat'), Buffer.alloc(8, 0xff), zeros(1000)]);
		expect(await reasonOf(long)).toBe('is cut off');
	});

	test('is broken when a table claims more than its box', async () => {
		const mp4 = fixture('faststart.mp4');
		mp4.writeUInt32BE(0xffffffff, mp4.indexOf('stts') + 8);
		expect(await reasonOf(mp4)).toBe('is damaged');
	});

	test('is broken without a header, without anything in it, with empty tracks', async () => {
		expect(await reasonOf(FTYP)).toBe('has no movie header');
		expect(await reasonOf(Buffer.concat([FTYP, box('moov')]))).toBe('is damaged');
		const tracks = Array.from({ length: 101 }, () => box('trak'));
		expect(await reasonOf(Buffer.concat([FTYP, box('moov', ...tracks)]))).toBe('is damaged');
	});

	test('without used tracks is broken', async () => {
		const mp4 = fixture('faststart.mp4');
		for (const kind of ['vide', 'soun']) mp4.write('text', mp4.indexOf(kind), 'latin1');
		expect(await reasonOf(mp4)).toBe('holds no picture and no sound');
	});

	test('is refused with little work for boxes without end', async () => {
		const free = Buffer.concat(Array.from({ length: 100_000 }, () => box('free')));
		const long = await withLittleWork(async () => await probe(endless(FTYP, free)));
		expect(long).toMatchObject({ kind: 'broken', reason: 'has too many parts' });
		for (const file of [Buffer.concat([FTYP, free]), Buffer.concat([FTYP, box('moov', free)])]) {
			expect(await withLittleWork(async () => await probe(file))).toMatchObject({ kind: 'broken' });
		}
	});

	test('is refused with little work, and without holding it, for a header without end', async () => {
		const moov = Buffer.concat([FTYP, sized(0, 'moov')]);
		const facts = await withLittleWork(async () => await probe(endless(moov, zeros(64 * KIBI))));
		expect(facts).toMatchObject({ kind: 'broken', reason: 'is damaged' });
	});

	test('is not followed into boxes in boxes in boxes', async () => {
		let nested = box('moov');
		for (let depth = 0; depth < 500; depth++) nested = box('moov', nested);
		expect(await reasonOf(Buffer.concat([FTYP, nested]))).toBe('is damaged');
	});

	test('is read all the same with a few stray bytes at its end', async () => {
		const file = fixture('faststart.mp4');
		for (const stray of [[0], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 4, 1, 2, 3, 4, 5]]) {
			expect(await probe(Buffer.concat([file, Buffer.from(stray)]))).toEqual(await probe(file));
		}
	});
});

describe('Padding without end', () => {
	const id3 = Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1');
	const png = fixture('rgb8.png').subarray(0, 33);
	test.each<[string, Uint8Array[]]>([
		['zeros behind an ID3 tag', [id3, Buffer.alloc(900 * KIBI)]],
		['FF behind an ID3 tag', [id3, Buffer.alloc(900 * KIBI, 0xff)]],
		['ID3 tags', [Buffer.concat(Array.from({ length: 50_000 }, () => id3))]],
		['fill bytes in a JPEG', [Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(900 * KIBI, 0xff)]],
		['segments in a JPEG', [Buffer.from([0xff, 0xd8]), Buffer.from('ffe00002'.repeat(200_000), 'hex')]],
		['chunks in a PNG', [png, Buffer.alloc(900 * KIBI)]],
		['chunks in a WAV', [Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), Buffer.alloc(900 * KIBI)]],
		['chunks in an AVI', [Buffer.from('RIFF\0\0\0\0AVI ', 'latin1'), Buffer.alloc(900 * KIBI)]],
	])('is refused with little work: %s', async (_what, pieces) => {
		expect(await withLittleWork(async () => await probe(pieces))).toMatchObject({ kind: 'broken' });
	});
});

describe('A stream without end', () => {
	test('is left as soon as its kind is known to be none that is read', async () => {
		let pieces = 0;
		let closed = false;
		async function* noise(): AsyncGenerator<Uint8Array> {
			try {
				for (;;) {
					pieces++;
					yield Buffer.alloc(KIBI, 0x11);
				}
			} finally {
				closed = true;
			}
		}
		expect(await probe(noise())).toEqual({ kind: 'other', format: 'unknown' });
		expect(pieces).toBe(1);
		expect(closed).toBe(true);
	});

	test('is given up at 4 GiB', async () => {
		const mdat = Buffer.concat([FTYP, Buffer.from('\0\0\0\0mdat', 'latin1')]);
		expect(await reasonOf(endless(mdat, Buffer.alloc(KIBI * KIBI)))).toBe('is larger than 4 GiB');
		const wav = fixture('streamed.wav');
		expect(await reasonOf(endless(wav, Buffer.alloc(KIBI * KIBI)))).toBe('is larger than 4 GiB');
	});

	test('is given up when it sends only empty pieces', async () => {
		expect(await reasonOf(endless(FTYP, Buffer.alloc(0)))).toBe('has too many parts');
	});

	test('rejects with its own error when it fails', async () => {
		async function* failing(): AsyncGenerator<Uint8Array> {
			yield fixture('faststart.mp4').subarray(0, 600);
			throw new Error('connection reset');
		}
		await expect(probe(failing())).rejects.toThrow('connection reset');
	});
});
