import { probe } from '../../../nodes/core/media/probe';
import { filmFixture, joined, type Played, readFilm } from '../../harness/films';
import { sha256 } from '../../harness/hash';

/*
 * Films as mediabunny's reader sees them: every picture of every clip with its bytes, one after another, and the sound in
 * step with them. What decoders make of films is tested by `npm run test:film`.
 */

const WAN = ['wan-1.mp4', 'wan-2.mp4', 'wan-3.mp4'];
const THIRTY = ['thirty-1.mp4', 'thirty-2.mp4'];
const tenOf = (names: string[]) =>
	Array.from({ length: 10 }, (_, index) => names[index % names.length] ?? '');

const clipsOf = async (names: string[]) =>
	await Promise.all(names.map(async (name) => await readFilm(filmFixture(name))));

const endOf = ({ pictures }: Played) =>
	Math.max(...pictures.map(({ timestamp, duration }) => timestamp + duration));

/** Seconds of the film at which each clip's pictures begin. */
function startsOf(clips: Played[]): number[] {
	const starts = [0];
	for (const clip of clips) {
		const shown = clip.pictures.map(({ timestamp }) => timestamp);

		starts.push((starts.at(-1) ?? 0) + endOf(clip) - Math.min(...shown));
	}
	return starts;
}

/** AAC of nothing, by its standard's syntax: the packets that clips of these kinds never have themselves. */
const SILENT = ['AAAABw==', 'IQAAAAAc'];

describe.each([
	['2 clips of 16 frames per second', WAN.slice(0, 2)],
	['3 clips', WAN],
	['10 clips whose sound is longer than their pictures', tenOf(WAN)],
	['10 clips of 30 frames per second whose sound is shorter', tenOf(THIRTY)],
	['10 clips, some of them without sound', tenOf([...WAN, 'silent.mp4'])],
	['clips that begin without sound', ['silent.mp4', 'wan-1.mp4', 'silent.mp4']],
	['clips without sound', ['silent.mp4', 'silent.mp4']],
	['clips that count time otherwise', ['wan-1.mp4', 'milliseconds.mp4', 'wan-2.mp4']],
	['clips in H.265', ['hevc-1.mp4', 'hevc-2.mp4']],
	['a single clip', ['wan-1.mp4']],
])('A film of %s', (_what, names) => {
	let film: Played;
	let clips: Played[];
	let bytes: Buffer;
	let starts: number[];

	beforeAll(async () => {
		bytes = await joined(names);
		film = await readFilm(bytes);
		clips = await clipsOf(names);
		starts = startsOf(clips);
	});

	it('has every picture of every clip, byte for byte, at its time', () => {
		const expected = clips.flatMap(({ pictures }, clip) =>
			pictures.map(({ bytes: picture, isKey, timestamp }) => ({
				picture,
				isKey,
				at: timestamp + (starts[clip] ?? 0),
			})),
		);
		expect(film.pictures.map(({ bytes: picture, isKey }) => ({ picture, isKey }))).toEqual(
			expected.map(({ picture, isKey }) => ({ picture, isKey })),
		);
		film.pictures.forEach(({ timestamp }, index) =>
			expect(timestamp).toBeCloseTo(expected[index]?.at ?? NaN, 3),
		);
		expect(Math.min(...film.pictures.map(({ timestamp }) => timestamp))).toBe(0);
		expect(endOf(film)).toBeCloseTo(starts.at(-1) ?? 0, 2);
	});

	it('has the sound of every clip in step with its pictures, on one unbroken grid', () => {
		if (clips.every(({ sound }) => sound.length === 0)) return expect(film.sound).toEqual([]);
		const packet = film.sound[0]?.duration ?? NaN;
		film.sound.forEach(({ timestamp }, index) =>
			expect(timestamp - (film.sound[0]?.timestamp ?? NaN)).toBeCloseTo(index * packet, 6),
		);
		const end = (film.sound.at(-1)?.timestamp ?? NaN) + packet;
		expect(end).toBeGreaterThanOrEqual(endOf(film) - 0.001);
		expect(end).toBeLessThan(endOf(film) + packet);
		let heard = 0;
		clips.forEach(({ sound }, clip) => {
			const [from = 0, until = 0] = [starts[clip], starts[clip + 1]];
			for (const { bytes: own, timestamp } of sound) {
				// Half a packet at the borders belongs to one clip or the other.
				if (timestamp < -packet / 2 || from + timestamp > until - 2 * packet) continue;
				const place = film.sound.find(
					(one) => one.bytes === own && Math.abs(one.timestamp - from - timestamp) < packet * 0.51,
				);
				expect(place).toBeDefined();
				heard++;
			}
		});
		expect(heard).toBeGreaterThan(30);
		const silent = film.sound.filter(({ bytes: one }) => SILENT.includes(one)).length * packet;
		const hole = clips.reduce(
			(sum, { sound, pictures }) => sum + (sound.length === 0 ? pictures.length / 16 : 0),
			0,
		);
		expect(silent).toBeGreaterThan(hole - 2 * clips.length * packet);
		expect(silent).toBeLessThan(hole + (0.06 + 2 * packet) * clips.length);
		return undefined;
	});

	it('has its header first, in one piece, and is what it says by our own reader', async () => {
		const boxes: string[] = [];
		for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at))
			boxes.push(bytes.toString('latin1', at + 4, at + 8));
		expect(boxes).toEqual(['ftyp', 'moov', 'mdat']);
		const facts = await probe(bytes);
		expect(facts).toMatchObject({
			kind: 'video',
			format: 'mp4',
			width: 128,
			height: 72,
			hasSound: film.sound.length > 0,
		});
		if (facts.kind === 'video') expect(facts.seconds).toBeCloseTo(starts.at(-1) ?? 0, 2);
	});

	it('is the same film however its clips are read, and each time', async () => {
		const hash = sha256(bytes);
		expect(sha256(await joined(names))).toBe(hash);
		expect(sha256(await joined(names, 'keep', 1000))).toBe(hash);
	});

	it('is a clip like others, that can be joined again', async () => {
		const twice = await readFilm(await joined([bytes, bytes]));
		const pictures = film.pictures.map(({ bytes: picture }) => picture);
		expect(twice.pictures.map(({ bytes: picture }) => picture)).toEqual([...pictures, ...pictures]);
		expect(endOf(twice)).toBeCloseTo(endOf(film) * 2, 2);
	});
});
