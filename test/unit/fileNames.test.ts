import { fileNameFor, readOutput } from '../../nodes/shared/outputSettings';
import { SettingsReader } from '../../nodes/shared/settingsReader';

const TASK = '0385dc79-5ff8-4d82-bcb6-0123456789ab';
const bytes = (text: string) => Buffer.byteLength(text);

describe('File Name', () => {
	test.each([
		['', `${TASK}.mp4`],
		['cat', 'cat.mp4'],
		['cat.mp4', 'cat.mp4'],
		['CAT.MP4', 'CAT.MP4'],
		['cat.mov', 'cat.mov'],
		['Scene 01.10', 'Scene 01.10.mp4'],
		['v1.2 final', 'v1.2 final.mp4'],
		['2026.11.26', '2026.11.26.mp4'],
		['Dr. Who', 'Dr. Who.mp4'],
		['cat.json', 'cat.json.mp4'],
		['猫が歩く', '猫が歩く.mp4'],
		['a/b\\c', 'abc.mp4'],
		['../../etc/passwd', '....etcpasswd.mp4'],
		['..', `${TASK}.mp4`],
		['.mp4', `${TASK}.mp4`],
		[' / ', `${TASK}.mp4`],
		['one\ntwo\u0000\u007f\u0085', 'onetwo.mp4'],
		['cat\u202e4pm.exe', 'cat4pm.exe.mp4'],
		['half \ud83d', 'half.mp4'],
		['cat .mp4', 'cat.mp4'],
		['مشهد ١.٢', 'مشهد ١.٢.mp4'],
	])('%j becomes %j', (wanted, name) => {
		expect(fileNameFor(TASK, wanted)).toBe(name);
	});

	test.each([
		['letters', 'x', 196],
		['Chinese', '猫', 195],
		['emoji', '😀', 196],
		['emoji of seven parts', '👨‍👩‍👧‍👦', 175],
		['letters with an accent of their own', 'e\u0301', 195],
		['flags', '🇩🇪', 192],
		['Hindi', 'नि', 192],
	])('loses what is over 200 bytes, in whole characters: %s', (_what, character, kept) => {
		const name = fileNameFor(TASK, character.repeat(300));
		expect(name).toBe(`${character.repeat(kept / bytes(character))}.mp4`);
		expect(bytes(name)).toBeLessThanOrEqual(200);
	});

	test('keeps its ending when it is cut, and is left alone at exactly 200 bytes', () => {
		expect(fileNameFor(TASK, `${'x'.repeat(300)}.webm`)).toBe(`${'x'.repeat(195)}.webm`);
		expect(fileNameFor(TASK, `${'x'.repeat(196)}.mp4`)).toBe(`${'x'.repeat(196)}.mp4`);
	});

	test('of one endless character is that of the task', () => {
		expect(fileNameFor(TASK, `e${'\u0301'.repeat(300)}`)).toBe(`${TASK}.mp4`);
	});

	test('may be a number, as sheets give it', () => {
		expect(readOutput(new SettingsReader({ fileName: 42, binaryField: 7 }), true)).toMatchObject({
			fileName: '42',
			binaryField: '7',
		});
	});
});
