import { probe } from '../../../nodes/core/media/probe';
import { box, FTYP } from './fixtures';

const u32 = (...numbers: number[]): Buffer => {
	const bytes = Buffer.alloc(numbers.length * 4);
	numbers.forEach((number, index) => bytes.writeUInt32BE(number, index * 4));
	return bytes;
};
const zeros = (bytes: number): Buffer => Buffer.alloc(bytes);
const V0 = u32(0);
const V1 = u32(0x01000000);

/** Size of the picture, in 16.16 bits as in a track header. */
const SIZE = u32(320 << 16, 180 << 16);

interface Times {
	long: boolean;
	timescale: number;
	duration: number;
}

/** mvhd and mdhd, with 32-bit or with 64-bit numbers. */
function times(type: string, { long, timescale, duration }: Times): Buffer {
	return long
		? box(type, V1, zeros(16), u32(timescale, 0, duration), zeros(80))
		: box(type, V0, zeros(8), u32(timescale, duration), zeros(80));
}

const TIMES = times('mdhd', { long: false, timescale: 1000, duration: 0 });

function tkhdOf(long = false): Buffer {
	return long
		? box('tkhd', V1, zeros(16), u32(7, 0, 0, 0), zeros(16), zeros(36), SIZE)
		: box('tkhd', V0, zeros(8), u32(7, 0, 0), zeros(16), zeros(36), SIZE);
}

function hdlrOf(handler: string): Buffer {
	return box('hdlr', zeros(8), Buffer.from(handler), zeros(13));
}

function trak(long: boolean, stts: Buffer, handler = 'vide', code = 'avc1'): Buffer {
	const entry = box(code, zeros(70));
	const table = box('stbl', box('stsd', V0, u32(1), entry), stts);
	return box(
		'trak',
		tkhdOf(long),
		box('mdia', times('mdhd', { long, timescale: 1000, duration: 0 }), hdlrOf(handler), box('minf', table)),
	);
}

const NO_SAMPLES = box('stts', V0, u32(0));
const FIFTY_SAMPLES = box('stts', V0, u32(2, 20, 40, 30, 40));
const MDAT = box('mdat', zeros(10));

describe('An MP4 header', () => {
	test('passes over tracks that are neither picture nor sound, whatever they lack', async () => {
		const mvhd = times('mvhd', { long: false, timescale: 600, duration: 1200 });
		const sensors = box('trak', box('mdia', box('hdlr', zeros(8), Buffer.from('meta'), zeros(13))));
		const moov = box('moov', mvhd, sensors, box('trak'), trak(false, FIFTY_SAMPLES));
		expect(await probe(Buffer.concat([FTYP, moov, MDAT]))).toMatchObject({
			kind: 'video',
			width: 320,
			height: 180,
			seconds: 2,
			hasSound: false,
		});
	});

	test.each([
		['a track of sound that was never filled', box('trak', tkhdOf(), box('mdia', TIMES, hdlrOf('soun')))],
		['room for a larger header', box('free', zeros(20_000_000))],
	])('may hold %s', async (_what, more) => {
		const mvhd = times('mvhd', { long: false, timescale: 600, duration: 1200 });
		const moov = box('moov', mvhd, trak(false, FIFTY_SAMPLES), more);
		expect(await probe(Buffer.concat([FTYP, moov, MDAT]))).toMatchObject({
			kind: 'video',
			seconds: 2,
			hasSound: false,
		});
	});

	test('of a file in fragments may have no tables at all', async () => {
		const mvhd = times('mvhd', { long: false, timescale: 600, duration: 0 });
		const mvex = box('mvex', box('trex', V0, u32(7, 1, 40, 10, 0)));
		const moov = box('moov', mvhd, trak(false, zeros(0)), mvex);
		const moof = box('moof', box('traf', box('tfhd', V0, u32(7)), box('trun', V0, u32(50))));
		expect(await probe(Buffer.concat([FTYP, moov, moof, MDAT]))).toMatchObject({
			kind: 'video',
			seconds: 2,
			framesPerSecond: 25,
		});
	});

	test.each([false, true])('may have its numbers in 64 bits: %s', async (long) => {
		const mvhd = times('mvhd', { long, timescale: 600, duration: 1200 });
		const file = Buffer.concat([FTYP, box('moov', mvhd, trak(long, FIFTY_SAMPLES)), MDAT]);
		expect(await probe(file)).toEqual({
			kind: 'video',
			format: 'mp4',
			mimeType: 'video/mp4',
			// The sample entry says nothing, so that the size is the track header's.
			width: 320,
			height: 180,
			seconds: 2,
			framesPerSecond: 25,
			videoCodec: 'h264',
			hasSound: false,
		});
	});

	test('that does not know its duration leaves it to the samples', async () => {
		const unknown = [
			times('mvhd', { long: false, timescale: 600, duration: 0 }),
			times('mvhd', { long: false, timescale: 600, duration: 0xffffffff }),
			box('mvhd', V1, zeros(16), u32(600, 0xffffffff, 0xffffffff), zeros(80)),
		];
		for (const mvhd of unknown) {
			const file = Buffer.concat([FTYP, box('moov', mvhd, trak(true, FIFTY_SAMPLES)), MDAT]);
			expect(await probe(file)).toMatchObject({ kind: 'video', seconds: 2 });
		}
	});

	test('with an empty sound track has no sound', async () => {
		const mvhd = times('mvhd', { long: false, timescale: 600, duration: 1200 });
		const tracks = [trak(false, FIFTY_SAMPLES), trak(false, NO_SAMPLES, 'soun', 'mp4a')];
		const file = Buffer.concat([FTYP, box('moov', mvhd, ...tracks), MDAT]);
		const facts = await probe(file);
		expect(facts).toMatchObject({ kind: 'video', hasSound: false });
	});

	test('without pictures or sound behind it was cut off', async () => {
		const mvhd = times('mvhd', { long: false, timescale: 600, duration: 1200 });
		expect(await probe(Buffer.concat([FTYP, box('moov', mvhd, trak(false, FIFTY_SAMPLES))]))).toEqual({
			kind: 'broken',
			format: 'mp4',
			reason: 'is cut off',
			endsEarly: true,
		});
	});

	test('may be the last box, without a length', async () => {
		const mvhd = times('mvhd', { long: false, timescale: 600, duration: 1200 });
		const moov = box('moov', mvhd, trak(false, FIFTY_SAMPLES));
		moov.writeUInt32BE(0, 0);
		const file = Buffer.concat([FTYP, MDAT, moov]);
		expect(await probe(file)).toMatchObject({ kind: 'video', seconds: 2 });
		expect(await probe(file)).toMatchObject({ kind: 'video', seconds: 2 });
	});
});

describe('A fragmented MP4', () => {
	const mvhd = times('mvhd', { long: false, timescale: 600, duration: 0 });
	const header = (...mvex: Buffer[]) => box('moov', mvhd, trak(false, NO_SAMPLES), box('mvex', ...mvex));
	const trex = box('trex', V0, u32(7, 1, 40, 0, 0));
	const fragment = (tfhd: Buffer, trun: Buffer) =>
		Buffer.concat([box('moof', box('traf', tfhd, trun)), MDAT]);
	const tenSamples = box('trun', V0, u32(10));

	test('takes the time of a sample from the header, the fragment or the sample itself', async () => {
		const file = Buffer.concat([
			FTYP,
			header(trex),
			// 10 samples of 40 ticks
			fragment(box('tfhd', V0, u32(7)), tenSamples),
			// 10 samples of 100 ticks, with the two fields that may stand before the duration
			fragment(box('tfhd', u32(0x0b), u32(7, 0, 0, 1, 100)), tenSamples),
			// 2 samples of 300 and 500 ticks, with an offset, flags and a size
			fragment(box('tfhd', V0, u32(7)), box('trun', u32(0x305), u32(2, 0, 0, 300, 9, 500, 9))),
			// A track that the header does not have
			fragment(box('tfhd', V0, u32(8)), tenSamples),
		]);
		expect(await probe(file)).toMatchObject({
			kind: 'video',
			seconds: expect.closeTo((400 + 1000 + 800) / 1000, 6),
			framesPerSecond: expect.closeTo(22 / 2.2, 6),
		});
	});

	test('of unknown sample times is as long as its header says', async () => {
		const silentTrex = box('trex', V0, u32(7, 1, 0, 0, 0));
		for (const mehd of [box('mehd', V0, u32(1800)), box('mehd', V1, u32(0, 1800))]) {
			const file = Buffer.concat([
				FTYP,
				header(mehd, silentTrex),
				fragment(box('tfhd', V0, u32(7)), tenSamples),
			]);
			expect(await probe(file)).toMatchObject({ kind: 'video', seconds: 3 });
		}
	});

	test('that claims more samples than it describes is broken', async () => {
		const trun = box('trun', u32(0x100), u32(0xffffffff, 1, 2));
		const file = Buffer.concat([FTYP, header(trex), fragment(box('tfhd', V0, u32(7)), trun)]);
		expect(await probe(file)).toEqual({
			kind: 'broken',
			format: 'mp4',
			reason: 'is damaged',
		});
	});
});
