import { chain, node, to, wan } from '../../workflow';
import { imageToVideo } from '../../../harness/wan';
import { oneWan, type Scene } from '../scene';

/** Tasks: their list, and a wait that suspends the execution. */
export const tasks: Scene = async (editor, studio) => {
	await editor.show(oneWan(studio, imageToVideo({ waitForVideo: false })));
	await editor.execute();
	await editor.openNode('Wan');
	await editor.shot('tasks-submitted');
	await editor.closeNode();
	await editor.show(oneWan(studio, { resource: 'task', operation: 'getMany' }));
	await editor.execute();
	await editor.openNode('Wan');
	await editor.shot('tasks-get-many');

	const nodes = [
		node('Start', 'manualTrigger'),
		wan('Make Video', studio, imageToVideo({ waitForVideo: false })),
		wan('Wait for Video', studio, { resource: 'task', operation: 'wait', whileWaiting: 'suspend' }),
		node('Use Video', 'noOp'),
	];
	const loop = chain('Wait without a worker', nodes, {
		'Wait for Video': { main: [to('Wait for Video'), to('Use Video')] },
	});
	await editor.show(loop);
	await editor.shot('tasks-suspended-loop', { x: 300, y: 430, width: 940, height: 230 });
	await editor.openNode('Wait for Video');
	await editor.shot('tasks-suspended-panel');
};
