import { defaultModels } from '../core/catalogue';
import { DAY_MS } from '../core/base/units';

/** What a finished task looks like, for the editor while there is none. @param now milliseconds since the epoch */
export function exampleTask(now: number): Record<string, unknown> {
	const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
	return {
		taskId: '0385dc79-5ff8-4d82-bcb6-0123456789ab',
		taskStatus: 'SUCCEEDED',
		model: defaultModels.generateFromImage,
		videoUrl: 'https://dashscope-result-sh.oss-cn-shanghai.aliyuncs.com/example.mp4',
		videoUrlExpiresAt: iso(now + DAY_MS),
		submittedAt: iso(now - 90_000),
		finishedAt: iso(now),
		duration: 5,
		resolution: '720P',
		prompt: 'A cat runs across the grass',
		requestId: '4909100c-7b5a-9f92-bfe5-0123456789ab',
		note: 'An example, since no task of the last 24 hours fits. Its link leads nowhere.',
	};
}
