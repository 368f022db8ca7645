import { stamp, type ServiceClock } from './clock';
import type { ModelContract, Rule } from './contract/types';
import { usageOf } from './usage';
import type { AcceptedTask, ScriptedOutcome } from './types';

/** The task part of an answer, as the published samples show it. */
export function taskOutput(
	task: AcceptedTask,
	outcome: ScriptedOutcome,
	contract: ModelContract,
	clock: ServiceClock,
	videoUrl: string,
): { output: Record<string, unknown>; usage?: Record<string, unknown> } {
	const { taskId, status, submittedAt, scheduledAt, endedAt } = task;
	const output: Record<string, unknown> = {
		task_id: taskId,
		task_status: status,
		submit_time: stamp(clock.epoch(submittedAt)),
	};
	if (scheduledAt !== undefined) output.scheduled_time = stamp(clock.epoch(scheduledAt));
	if (endedAt !== undefined) output.end_time = stamp(clock.epoch(endedAt));
	if (status === 'FAILED') {
		if (outcome.code !== undefined) output.code = outcome.code;
		if (outcome.message !== undefined) output.message = outcome.message;
	}
	if (status !== 'SUCCEEDED') return { output };
	if (contract.usage === 'animate' || contract.usage === 's2v') {
		output.results = { video_url: videoUrl };
	} else {
		output.orig_prompt = usedPrompt(task, contract);
		output.video_url = videoUrl;
		const { actual } = promptRewrite(task, contract);
		if (actual !== undefined) output.actual_prompt = actual;
	}
	return { output, usage: usageOf(contract, task.body) };
}

/** The prompt without what is over the limit; empty with an effect, which ignores it. */
function usedPrompt(task: AcceptedTask, contract: ModelContract): string {
	const input = task.body.input as { prompt?: string; template?: string };
	const rule: Rule | undefined = contract.input.prompt;
	if (input.template !== undefined || rule?.is !== 'text') return '';
	return [...(input.prompt ?? '')].slice(0, rule.cutAt).join('');
}

function promptRewrite(task: AcceptedTask, contract: ModelContract): { actual?: string } {
	if (!contract.actualPrompt || task.body.parameters?.prompt_extend === false) return {};
	const prompt = usedPrompt(task, contract);
	return { actual: prompt && `${prompt} The camera holds still in soft daylight, fine detail throughout.` };
}
