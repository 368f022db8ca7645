import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { omitUndefined } from '../../core/base/omitUndefined';
import { findModel, models, type WanModel } from '../../core/catalogue';
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

/**
 * A result as an agent needs it: it pays for every word, cannot receive files, and does not know what to do next. Raw
 * answers (Simplify off) stay as the service gave them, apart from the file.
 */
export function forAgent({ json, pairedItem }: INodeExecutionData): INodeExecutionData {
	const { taskId, taskStatus, model, videoUrl, videoUrlExpiresAt, duration, resolution } = json;
	if (typeof taskStatus !== 'string') return { json, pairedItem };
	const short = omitUndefined({
		taskId,
		taskStatus,
		model,
		videoUrl,
		videoUrlExpiresAt,
		duration,
		resolution,
		estimatedCost: json.estimatedCost,
		currency: json.currency,
		errorCode: json.errorCode,
		errorMessage: json.errorMessage,
		nextStep: nextStep(taskStatus, json.errorAdvice, findModel(String(model))),
	});
	return { json: short as IDataObject, pairedItem };
}

function nextStep(status: string, description: unknown, known: WanModel | undefined): string {
	switch (status) {
		case 'SUCCEEDED':
			return 'The video is ready. Give videoUrl to the user as it is, and say that it works until videoUrlExpiresAt.';
		case 'FAILED':
			return typeof description === 'string'
				? description
				: 'Nothing was charged. Make a new video with other inputs.';
		case 'CANCELED':
			return 'The task was canceled and nothing was charged. Make a new video if the user still wants one.';
		case 'UNKNOWN':
			return 'The service does not know this task ID. Tasks are kept for 24 hours; check the ID.';
		default:
			return `The video takes ${formatRunMinutes(known ? [known] : models)}. Check again later with Task: Get and this taskId. Do not make the video again, because every video is charged.`;
	}
}
