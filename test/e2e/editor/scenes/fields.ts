import type { INodeParameters } from 'n8n-workflow';

import { model, oneWan, type Scene } from '../scene';

const video = (
	operation: string,
	id: string,
	name?: string,
	more: INodeParameters = {},
): INodeParameters => ({
	operation,
	...model(id, name),
	...more,
});

const panels: Record<string, INodeParameters> = {
	'wan2.6-i2v-flash': video('generateFromImage', 'wan2.6-i2v-flash', 'Wan 2.6 Flash (wan2.6-i2v-flash)'),
	'wan2.2-i2v-plus': video('generateFromImage', 'wan2.2-i2v-plus', 'Wan 2.2 Plus (wan2.2-i2v-plus)'),
	'wan2.7-i2v': video('generateFromImage', 'wan2.7-i2v', 'Wan 2.7 Image to Video (wan2.7-i2v)', {
		lastFrameSource: 'url',
		lastFrameUrl: 'https://example.com/evening.png',
		prompt: 'The day ends: the light turns red, the lamps go on',
	}),
	'wan2.5-i2v-preview': video(
		'generateFromImage',
		'wan2.5-i2v-preview',
		'Wan 2.5 Preview (wan2.5-i2v-preview)',
		{
			audioSource: 'binary',
			audioBinary: 'voice',
		},
	),
	'wan2.1-t2v-turbo': video('generateFromText', 'wan2.1-t2v-turbo'),
	'wan2.1-kf2v-plus': video('generateFromImage', 'wan2.1-kf2v-plus'),
	'wan2.2-animate-move': video(
		'animate',
		'wan2.2-animate-move',
		'Wan 2.2 Animate Move (wan2.2-animate-move)',
	),
	'wan2.1-vace-plus': video('edit', 'wan2.1-vace-plus', 'Wan 2.1 VACE Plus (wan2.1-vace-plus)'),
	'wan2.7-r2v': video('generateFromReferences', 'wan2.7-r2v', 'Wan 2.7 References to Video (wan2.7-r2v)', {
		references: {
			reference: [
				{ kind: 'image', source: 'url', url: 'https://example.com/dancer.png' },
				{ kind: 'video', source: 'binary', binary: 'data' },
			],
		},
	}),
	text: { operation: 'generateFromText' },
	references: { operation: 'generateFromReferences' },
	continue: { operation: 'continue' },
	edit: { operation: 'edit' },
	speech: { operation: 'generateFromSpeech' },
	join: { operation: 'join' },
	wait: { resource: 'task', operation: 'wait' },
	'wait-suspended': { resource: 'task', operation: 'wait', whileWaiting: 'suspend' },
	get: { resource: 'task', operation: 'get' },
	'get-many': { resource: 'task', operation: 'getMany' },
	'lost-tasks': { resource: 'task', operation: 'getMany', onlyLostTasks: true },
	cancel: { resource: 'task', operation: 'cancel' },
	upload: { resource: 'file', operation: 'upload' },
	expression: {
		operation: 'generateFromImage',
		model: { __rl: true, mode: 'id', value: '={{ $json.model }}' },
	},
};

/** The node's panel, whose fields follow the model. */
export const fields: Scene = async (editor, studio) => {
	await editor.height(1900);
	for (const [name, parameters] of Object.entries(panels)) {
		await editor.show(oneWan(studio, parameters));
		await editor.openNode('Wan');
		await editor.page.mouse.move(5, 5);
		await editor.shot(`fields-${name}`, editor.at('node-parameters').first());
	}
};
