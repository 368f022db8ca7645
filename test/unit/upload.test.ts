import { MediaFile, extensionOf } from '../../nodes/core/media/file';
import { multipartEnvelope } from '../../nodes/core/transfer/multipart';
import { readUploadPolicy } from '../../nodes/core/transfer/uploadPolicy';
import {
	formatBroken,
	formatFileFormat,
	formatSeconds,
	formatSize,
} from '../../nodes/core/request/mediaLabels';
import { deliveryOf } from '../../nodes/core/request/delivery';
import { readMultipart } from '../standIn/multipart';

const sample = {
	policy: 'eyJl',
	signature: 'eWy=',
	upload_dir: 'dashscope-instant/xxx/2026-11-22/xxx',
	upload_host: 'https://dashscope-file-xxx.oss-cn-beijing.aliyuncs.com',
	expire_in_seconds: 300,
	max_file_size_mb: 100,
	capacity_limit_mb: 999999999,
	oss_access_key_id: 'LTA',
	x_oss_object_acl: 'private',
	x_oss_forbid_overwrite: 'true',
};

describe('An upload policy', () => {
	test('is read as the documents show it, and used until a minute before its end', () => {
		expect(readUploadPolicy({ request_id: 'r', data: sample }, 1_000)).toEqual({
			host: sample.upload_host,
			folder: sample.upload_dir,
			fields: [
				['OSSAccessKeyId', 'LTA'],
				['Signature', 'eWy='],
				['policy', 'eyJl'],
				['x-oss-object-acl', 'private'],
				['x-oss-forbid-overwrite', 'true'],
			],
			maxBytes: 100 * 1024 * 1024,
			usableUntil: 241_000,
		});
	});

	test('may have its numbers as strings, as the table of the documents says', () => {
		const read = readUploadPolicy(
			{ data: { ...sample, expire_in_seconds: '100', max_file_size_mb: '1' } },
			0,
		);
		expect(read).toMatchObject({ usableUntil: 50_000, maxBytes: 1024 * 1024 });
	});

	test.each(['policy', 'signature', 'upload_dir', 'upload_host'])('is none without %s', (field) => {
		expect(readUploadPolicy({ data: { ...sample, [field]: '' } }, 0)).toBeUndefined();
		expect(readUploadPolicy({ data: { ...sample, [field]: 7 } }, 0)).toBeUndefined();
	});

	test('is none in another answer', () => {
		expect(readUploadPolicy({}, 0)).toBeUndefined();
		expect(readUploadPolicy({ data: [] }, 0)).toBeUndefined();
	});
});

test('A form reads as multipart/form-data with its fields in order and the file last', async () => {
	const fields: Array<[string, string]> = [
		['key', 'folder/a.png'],
		['policy', 'eyJl+/='],
	];
	const form = multipartEnvelope(fields, { name: 'a.png', mimeType: 'image/png' });
	const bytes = Buffer.from('--wan-\r\n\r\nnot a boundary\r\n');
	const body = [form.head, bytes, form.tail];
	const request = Object.assign(
		(async function* () {
			yield* body;
		})(),
		{ headers: { 'content-type': form.contentType } },
	);
	const read = await readMultipart(request as never);
	expect(read.names).toEqual(['key', 'policy', 'file']);
	expect(read.fields).toEqual({ key: 'folder/a.png', policy: 'eyJl+/=' });
	expect(read.file).toMatchObject({ name: 'a.png', contentType: 'image/png', bytes: bytes.length });
});

test('Two forms never share a boundary', () => {
	const form = () => multipartEnvelope([], { name: 'a', mimeType: 'b' }).contentType;
	expect(form()).not.toBe(form());
});

const image = (bytes: number) =>
	new MediaFile(
		{ open: async () => Buffer.from('abc') },
		{ kind: 'image', format: 'jpeg', mimeType: 'image/jpeg', width: 300, height: 300, alpha: false },
		bytes,
		'f',
	);

test('A file goes as data URL only where that is documented, and only up to 7 MB where it can be uploaded', () => {
	const MB = 1024 * 1024;
	expect(deliveryOf(image(7 * MB), true, 'cn-beijing')).toBe('data URL');
	expect(deliveryOf(image(7 * MB + 1), true, 'cn-beijing')).toBe('upload');
	expect(deliveryOf(image(7 * MB + 1), true, 'ap-southeast-1')).toBe('upload');
	expect(deliveryOf(image(20 * MB), true, 'eu-central-1')).toBe('data URL');
	expect(deliveryOf(image(1), false, 'eu-central-1')).toBe('upload');
});

test.each([
	['jpeg', 'a.png', 'jpg'],
	['mp3', '', 'mp3'],
	['unknown', 'Text.SRT', 'srt'],
	['unknown', 'a.ausführlich', ''],
	['unknown', 'a.b/../c', ''],
	['unknown', undefined, ''],
] as const)('A file of format %s called %s gets the ending "%s"', (format, name, ending) => {
	expect(extensionOf(format, name)).toBe(ending);
});

test('Sizes and lengths at a limit show on which side they are', () => {
	const MB = 1024 * 1024;
	expect([20 * MB, 20 * MB + 1, 20.4 * MB, 1024, 700].map(formatSize)).toEqual([
		'20 MB',
		'20 MB (20971521 bytes)',
		'20.4 MB',
		'1 KB',
		'700 bytes',
	]);
	expect([3, 2.96, 30.04, 7.5, 1].map(formatSeconds)).toEqual([
		'3 seconds',
		'2.96 seconds',
		'30.04 seconds',
		'7.5 seconds',
		'1 second',
	]);
	expect(formatFileFormat({ kind: 'other', format: 'unknown', mimeType: 'image/svg+xml' })).toBe(
		'a file of type image/svg+xml',
	);
	expect(formatBroken('unknown', 'is empty')).toBe('is empty');
});
