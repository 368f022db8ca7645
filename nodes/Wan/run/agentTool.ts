import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { omitUndefined } from '../../core/base/omitUndefined';
import { findModel, models } from '../../core/catalogue';
import { formatRunMinutes } from '../../core/catalogue/labels';

/**
 * Whether an AI agent runs the node as its tool. Newer agents let the engine run their tools like any node, without the
 * tool's own context; there the node type that n8n derives for tools tells it.
 */
export function isAgentTool(context: IExecuteFunctions): boolean {
	return context.isToolExecution?.() === true || context.getNode().type.endsWith('Tool');
}

/**
 * Whether an agent may decide a value: by `$fromAI`, and by all that reads the item, since n8n puts everything
 * that an agent sends into it. Other nodes and n8n's variables are the author's.
 * @param raw the field as it stands in the workflow
 */
export function isOpenToAgent(raw: unknown): boolean {
	return (
		typeof raw === 'string' &&
		raw.startsWith('=') &&
		/\$(?!(vars|env|now|today|workflow|execution|node|if|max|min)\b|\()/.test(raw)
	);
}

/** What an agent gets to know of a result. */
const fieldsForAgent = [
	'taskId',
	'taskStatus',
	'model',
	'videoUrl',
	'videoUrlExpiresAt',
	'duration',
	'resolution',
	'estimatedCost',
	'currency',
	'errorCode',
	'errorMessage',
];

/**
 * A result as an agent needs it: it pays for every word, cannot receive files, and does not know what to do next. Raw
 * answers (Simplify off) stay as the service gave them, apart from the file.
 */
export function forAgent({ json, pairedItem }: INodeExecutionData): INodeExecutionData {
	if (typeof json.taskStatus !== 'string') return { json, pairedItem };
	const short = Object.fromEntries(fieldsForAgent.map((name) => [name, json[name]]));
	return { json: omitUndefined<IDataObject>({ ...short, nextStep: nextStep(json) }), pairedItem };
}

function nextStep({ taskStatus, errorAdvice, model }: IDataObject): string {
	switch (taskStatus) {
		case 'SUCCEEDED':
			return 'Give videoUrl to the user unchanged, and say that it works until videoUrlExpiresAt.';
		case 'FAILED':
			return typeof errorAdvice === 'string'
				? errorAdvice
				: 'Nothing was charged. Make a new video with other inputs.';
		case 'CANCELED':
			return 'Nothing was charged. Make a new video if the user still wants one.';
		case 'UNKNOWN':
			return 'Check the task ID. The service keeps tasks for 24 hours.';
		default: {
			const known = findModel(String(model));
			return `The video takes ${formatRunMinutes(known ? [known] : models)}. Check again later with Task: Get and this taskId. Do not make the video again, because every video is charged.`;
		}
	}
}
