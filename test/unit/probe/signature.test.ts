import { probe } from '../../../nodes/core/media/probe';
import { box, fixture } from './fixtures';

async function formatOf(file: string | Uint8Array): Promise<object> {
	const { kind, format, ...more } = await probe(Buffer.from(file));
	return { kind, format, ...('mimeType' in more ? { mimeType: more.mimeType } : {}) };
}

describe('What a server sent in place of a file', () => {
	test.each([
		'<!DOCTYPE html><html><body>Not found</body></html>',
		'\r\n  <html lang="en">',
		'<HTML><head></head></HTML>',
		'\ufeff<!doctype HTML>',
		'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
		'<!-- a comment --><html>',
	])('is recognised as a page: %j', async (page) => {
		expect(await formatOf(page)).toEqual({ kind: 'other', format: 'html', mimeType: 'text/html' });
	});

	test.each([
		'{"code":"AccessDenied"}',
		' {\n  "a": 1}',
		'{}',
		'[]',
		'[{"a":1}]',
		'[1,2]',
		'[ null ]',
		'\ufeff{"a":1}',
	])('is recognised as JSON: %j', async (json) => {
		expect(await formatOf(json)).toEqual({ kind: 'other', format: 'json', mimeType: 'application/json' });
	});

	test('is recognised as XML, which is how object storages tell of errors', async () => {
		expect(await formatOf('<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>')).toEqual({
			kind: 'other',
			format: 'unknown',
			mimeType: 'application/xml',
		});
	});

	test('is recognised as a drawing', async () => {
		for (const svg of [
			'<svg xmlns="http://www.w3.org/2000/svg">',
			'<?xml version="1.0"?>\n<svg width="9">',
		]) {
			expect(await formatOf(svg)).toEqual({ kind: 'other', format: 'unknown', mimeType: 'image/svg+xml' });
		}
	});

	test('is recognised as PDF', async () => {
		expect(await formatOf('%PDF-1.7\n')).toEqual({
			kind: 'other',
			format: 'pdf',
			mimeType: 'application/pdf',
		});
	});

	test('is nothing at all', async () => {
		for (const nothing of [Buffer.alloc(0), [], [Buffer.alloc(0), Buffer.alloc(0)]]) {
			expect(await probe(nothing)).toEqual({
				kind: 'broken',
				format: 'unknown',
				reason: 'is empty',
			});
		}
	});
});

describe('A file that only resembles a media file', () => {
	test.each([
		['a text that begins with BM', 'BMW is a maker of cars and motorcycles'],
		['a text with the name of a box', 'Set free, the bird flew away'],
		['one lonely brace', '{ not JSON at all }'],
		['UTF-16 text', Buffer.from('\ufeffHello, how are you today?', 'utf16le')],
		[
			'one chance MP3 header',
			Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(2000, 0x55)]),
		],
		['a RIFF file of another kind', Buffer.from('RIFF\x10\0\0\0ACON', 'latin1')],
	])('is not taken for one: %s', async (_what, bytes) => {
		expect(await formatOf(bytes)).toEqual({ kind: 'other', format: 'unknown' });
	});

	test('is Matroska, not WebM', async () => {
		const matroska = Buffer.from(
			fixture('picture.webm').toString('latin1').replace('webm', 'mkv '),
			'latin1',
		);
		expect(await formatOf(matroska)).toEqual({
			kind: 'other',
			format: 'unknown',
			mimeType: 'video/x-matroska',
		});
	});
});

describe('The brand of an ISO file', () => {
	const ftyp = (...brands: string[]) =>
		box('ftyp', Buffer.from(`${brands[0]}\0\0\0\0${brands.join('')}`, 'latin1'));

	test.each([
		[['avis'], 'avif'],
		[['mif1', 'avif'], 'avif'],
		[['mif1', 'heic'], 'heic'],
		[['heix'], 'heic'],
	])('%j is a picture: %s', async (brands, format) => {
		expect(await formatOf(ftyp(...brands))).toMatchObject({ kind: 'other', format });
	});

	test('M4V and 3GP hold video', async () => {
		const withBrand = (brand: string) => {
			const file = fixture('faststart.mp4');
			file.write(brand, 8, 'latin1');
			return file;
		};
		expect(await formatOf(withBrand('M4V '))).toEqual({
			kind: 'video',
			format: 'mp4',
			mimeType: 'video/mp4',
		});
		expect(await formatOf(withBrand('M4A '))).toEqual({
			kind: 'video',
			format: 'mp4',
			mimeType: 'video/mp4',
		});
		expect(await formatOf(withBrand('3gp5'))).toEqual({
			kind: 'video',
			format: 'mp4',
			mimeType: 'video/3gpp',
		});
		expect(await formatOf(withBrand('qt  '))).toEqual({
			kind: 'video',
			format: 'mov',
			mimeType: 'video/quicktime',
		});
	});

	test('an MP4 without pictures is sound', async () => {
		const file = fixture('sound.m4a');
		file.write('isom', 8, 'latin1');
		expect(await formatOf(file)).toEqual({ kind: 'audio', format: 'm4a', mimeType: 'audio/mp4' });
	});
});

describe('Behind an ID3 tag', () => {
	const tag = Buffer.from('ID3\x04\0\0\0\0\0\x05tag!!', 'latin1');
	test.each([
		['sound.flac', 'flac'],
		['sound.aac', 'aac'],
	])('%s is found as %s', async (name, format) => {
		expect(await formatOf(Buffer.concat([tag, fixture(name)]))).toMatchObject({ kind: 'other', format });
	});
});
