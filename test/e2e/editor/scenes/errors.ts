import { imageToVideo } from '../../../harness/wan';
import { chain, node, to, wan } from '../../workflow';
import { oneWan, outputPanel, type Scene } from '../scene';

/** What a user reads when something is wrong: before anything is paid, from the service, and behind an error branch. */
export const errors: Scene = async (editor, studio) => {
	await editor.show(oneWan(studio, imageToVideo({ firstFrameSource: 'binary', firstFrameBinary: 'photo' })));
	await editor.execute();
	await editor.shot('errors-canvas');
	await editor.openNode('Wan');
	await editor.shot('errors-wrong-input');

	studio.standIn.script({
		status: 'FAILED',
		code: 'DataInspectionFailed',
		message: 'Input data may contain inappropriate content.',
	});
	await editor.show(oneWan(studio, imageToVideo()));
	await editor.execute();
	await editor.openNode('Wan');
	await editor.shot('errors-on-the-node', { ...outputPanel, height: 420 });

	studio.standIn.script({
		status: 'FAILED',
		code: 'DataInspectionFailed',
		message: 'Input data may contain inappropriate content.',
	});
	const nodes = [
		node('Start', 'manualTrigger'),
		wan('Wan', studio, imageToVideo(), { onError: 'continueErrorOutput' }),
		node('Write Video', 'noOp'),
		node('Tell Someone', 'noOp'),
	];
	const file = chain('Error branch', nodes.slice(0, 3));
	file.nodes = nodes;
	file.connections.Wan = { main: [to('Write Video'), to('Tell Someone')] };
	nodes[2]!.position = [440, -100];
	nodes[3]!.position = [440, 100];
	await editor.show(file);
	await editor.execute();
	await editor.shot('errors-branch-canvas');
	await editor.openNode('Tell Someone');
	await editor.shot('errors-branch');
};
