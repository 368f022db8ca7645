import { err, ok, type Result } from '../base/result';
import { shortHash } from '../base/shortHash';
import type { WanModel } from '../catalogue';
import type { MediaInput, ValidatedVideo } from '../request/validatedVideo';
import { portraitRefused, type StudioClient } from '../studio/client';
import type { SendFile } from './job';

/**
 * Lets the service check portraits, where the user wants that. Each check is charged, so that no portrait is checked
 * twice: neither for another item nor in another try.
 */
export class Portraits {
	private readonly checks = new Map<string, Promise<Result<boolean>>>();

	/** @param known gives whether portraits have passed, by their keys; written to */
	constructor(
		private readonly client: StudioClient,
		private readonly known: () => Record<string, boolean>,
	) {}

	/** Gives a fault where the video's portrait cannot speak. */
	async check(video: ValidatedVideo, send: SendFile): Promise<Result<true>> {
		const { portrait, checkPortrait, model } = video;
		if (!checkPortrait || !model.portraitCheck || portrait === undefined) return ok(true);
		const key = shortHash(typeof portrait === 'string' ? portrait : portrait.fingerprint);
		const known = this.known();
		if (known[key] === undefined) {
			const check = this.checks.get(key) ?? this.runCheck(portrait, model.portraitCheck, send);
			this.checks.set(key, check);
			const passed = await check;
			if (!passed.ok) return passed;
			known[key] = passed.value;
		}
		return known[key] ? ok(true) : err(portraitRefused);
	}

	/** A file is uploaded once more for it: an upload serves one model only. */
	private async runCheck(
		portrait: MediaInput,
		check: NonNullable<WanModel['portraitCheck']>,
		send: SendFile,
	): Promise<Result<boolean>> {
		const link =
			typeof portrait === 'string'
				? ok(portrait)
				: await send({ file: portrait, delivery: 'upload', model: check.model });
		return link.ok ? await this.client.checkPortrait(check, link.value) : link;
	}
}
