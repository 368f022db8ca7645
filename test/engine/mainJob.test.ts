import { Engine, readBinary, binaryItem } from '../harness/engine';
import { imageFile, imageToVideo, packageDirectory, runWan } from '../harness/wan';
import { startStandIn, type StandIn } from '../standIn';

let engine: Engine;
let standIn: StandIn;

beforeAll(async () => {
	engine = await Engine.start(packageDirectory);
});
beforeEach(async () => {
	standIn = await startStandIn({ taskSeconds: 3 });
});
afterEach(async () => await standIn.close());

it('turns an image into an MP4 in the binary storage of n8n', async () => {
	const item = await binaryItem(imageFile, 'cat.jpg', 'image/jpeg');
	const { items, error, hints } = await runWan(engine, standIn, imageToVideo({ firstFrameSource: 'binary' }), { items: [item] });
	console.log(error, JSON.stringify(items, null, 1), hints, standIn.books.map((b) => [b.kind, b.status, b.code, Math.round(b.at)]));
	const video = await readBinary(items[0]);
	expect(video.length).toBeGreaterThan(1000);
});
