import { filmFixture, joined, readFilm, sourceOf, type Packet } from '../../harness/films';

const CLIPS = ['wan-1.mp4', 'silent.mp4', 'wan-2.mp4'];
/** 1.5 + 1 + 1.5 seconds of pictures. */
const SECONDS = 4;

const track = (name: string, repeat = false) => ({ source: sourceOf(filmFixture(name), name), repeat });
const endOf = (packets: Packet[]) => (packets.at(-1)?.timestamp ?? 0) + (packets.at(-1)?.duration ?? 0);
const count = (packets: Packet[], bytes: string | undefined) =>
	packets.filter((packet) => packet.bytes === bytes).length;

/** A packet of an AAC stream without the header that such a stream has before each. */
function withoutAdts(packet: string): string {
	const bytes = Buffer.from(packet, 'base64');
	return bytes.readUInt16BE(0) === 0xfff1 ? bytes.subarray(7).toString('base64') : packet;
}

/** The packet with the beep: the longest one. */
const loudest = (packets: Packet[]) => [...packets].sort((a, b) => b.bytes.length - a.bytes.length)[0]?.bytes;

it('leaves the sound out', async () => {
	const { sound, pictures } = await readFilm(await joined(CLIPS, 'none'));
	expect(sound).toEqual([]);
	expect(pictures).toHaveLength(24 + 16 + 24);
});

it('does not mind what sound clips have if it is left out or replaced', async () => {
	for (const sound of ['none', track('voice.mp3')] as const) {
		const film = await readFilm(await joined(['wan-1.mp4', 'other-rate.mp4', 'mp3-sound.mp4'], sound));
		expect(film.pictures).toHaveLength(24 + 8 + 8);
	}
});

describe.each(['voice.mp3', 'voice.aac'])('The sound of %s, which is shorter than the film', (name) => {
	it('is followed by silence to the end of the film', async () => {
		const own = await readFilm(filmFixture(name));
		const { sound } = await readFilm(await joined(CLIPS, track(name)));
		expect(sound.slice(0, own.sound.length - 2).map(({ bytes }) => bytes)).toEqual(
			own.sound.slice(0, -2).map(({ bytes }) => withoutAdts(bytes)),
		);
		expect(count(sound, loudest(sound))).toBe(1);
		expect(endOf(sound)).toBeGreaterThan(SECONDS - 0.001);
		expect(endOf(sound)).toBeLessThan(SECONDS + 0.03);
		// From the end of the voice on all packets are the same.
		expect(new Set(sound.filter(({ timestamp }) => timestamp > 0.95).map(({ bytes }) => bytes)).size).toBe(1);
	});

	it('begins anew each time it has ended', async () => {
		const { sound } = await readFilm(await joined(CLIPS, track(name, true)));
		const beep = loudest(sound);
		const beeps = sound.filter(({ bytes }) => bytes === beep).map(({ timestamp }) => timestamp);
		expect(beeps).toHaveLength(5);
		beeps.forEach((at, time) => expect(Math.abs(at - (beeps[0] ?? 0) - time * 0.8)).toBeLessThan(0.08));
		expect(endOf(sound)).toBeGreaterThan(SECONDS - 0.001);
	});
});

it('takes the sound of an M4A file and cuts it at the end of the film', async () => {
	const own = await readFilm(filmFixture('long.m4a'));
	const { sound } = await readFilm(await joined(CLIPS, track('long.m4a')));
	expect(own.seconds).toBeGreaterThan(SECONDS);
	expect(sound.map(({ bytes }) => bytes)).toEqual(own.sound.slice(0, sound.length).map(({ bytes }) => bytes));
	expect(sound[0]?.timestamp).toBeCloseTo(own.sound[0]?.timestamp ?? NaN, 4);
	expect(endOf(sound)).toBeLessThan(SECONDS + 0.03);
});

it.each(['voice.mp3', 'voice.aac'])('leaves the bytes of %s as they are in the storage', async (name) => {
	const voice = filmFixture(name);
	await joined(CLIPS, { source: sourceOf(voice, name), repeat: true });
	expect(voice.equals(filmFixture(name))).toBe(true);
});

it('takes the sound of another video', async () => {
	const { sound } = await readFilm(await joined(CLIPS, track('thirty-1.mp4')));
	const own = await readFilm(filmFixture('thirty-1.mp4'));
	expect(loudest(sound)).toBe(loudest(own.sound));
});

it('lays the sound between the pictures, so that a player finds it in time', async () => {
	const bytes = await joined(
		Array.from({ length: 10 }, () => 'wan-1.mp4'),
		track('voice.mp3', true),
	);
	const beep = Buffer.from(loudest((await readFilm(bytes)).sound) ?? '', 'base64');
	const places: number[] = [];
	for (let at = bytes.indexOf(beep); at !== -1; at = bytes.indexOf(beep, at + 1))
		places.push(at / bytes.length);
	expect(places.length).toBeGreaterThan(10);
	expect(places.at(-1)).toBeGreaterThan(0.8);
	expect(places[Math.floor(places.length / 2)]).toBeGreaterThan(0.35);
	expect(places[Math.floor(places.length / 2)]).toBeLessThan(0.65);
});

it.each([
	['silent.mp4', 'is a file without sound'],
	['README.md', 'is of an unknown format'],
])('refuses %s for a sound track', async (name, reason) => {
	await expect(joined(CLIPS, track(name))).rejects.toThrow(`The sound file (${name}) ${reason}`);
});
