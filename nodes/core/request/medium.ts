import type { AudioRule, FileRule, ImageRule, VideoRule } from '../catalogue';
import { MediaFile } from '../media/file';
import { checkDocument, checkVideoFile } from './checkVideoFile';
import {
	checkAudioInput,
	checkImageInput,
	checkLinkInput,
	judge,
	refused,
	type Asking,
	type InputCheck,
} from './mediaInput';

/** What a field may hold. `seconds`: the length of the video that a sound is for, where there is one. */
export type Medium =
	| { form: 'image'; rule: ImageRule }
	| { form: 'video'; rule: VideoRule }
	| { form: 'audio'; rule: AudioRule; seconds?: number }
	| { form: 'file'; rule: FileRule }
	| { form: 'link' };

export const formNames: Record<Medium['form'], string> = {
	image: 'an image',
	video: 'a video',
	audio: 'an audio file',
	file: 'a document',
	link: 'a web page',
};

/** A link, a data URL or a file of any form. Pure. */
export function checkMedium(value: unknown, medium: Medium, asking: Asking): InputCheck {
	const isDataUrl = typeof value === 'string' && value.startsWith('data:');
	if (isDataUrl && !(medium.form === 'image' && medium.rule.dataUrl)) {
		return refused(
			'is a data URL',
			`The service takes ${formNames[medium.form].replace(/^an? /, '')} as a link only.`,
		);
	}
	const byUpload = { dataUrl: false, region: asking.region };
	switch (medium.form) {
		case 'image':
			return checkImageInput(value, medium.rule, asking);
		case 'audio': {
			const own = value instanceof MediaFile && value.facts.kind === 'audio' ? value.facts.seconds : 0;
			return checkAudioInput(value, medium.rule, { ...asking, seconds: medium.seconds ?? own });
		}
		case 'video':
			if (!(value instanceof MediaFile)) return checkLinkInput(value);
			return judge(value, checkVideoFile(value, medium.rule, asking.model), byUpload);
		case 'file':
			if (!(value instanceof MediaFile)) return checkLinkInput(value);
			return judge(value, checkDocument(value, medium.rule, asking.model), byUpload);
		case 'link':
			if (value instanceof MediaFile || String(value).startsWith('oss://')) {
				return refused(
					value instanceof MediaFile ? 'is a file' : 'is an oss:// link',
					'Enter the link of a public web page.',
				);
			}
			return checkLinkInput(value);
	}
}

/** Length of a file that was looked into; nothing for a link. */
export function secondsOf(input: unknown): number | undefined {
	if (!(input instanceof MediaFile)) return undefined;
	const { facts } = input;
	return facts.kind === 'video' || facts.kind === 'audio' ? facts.seconds : undefined;
}
