import type { Region } from '../types';

export type ServicePath =
	| 'video-generation/video-synthesis'
	| 'image2video/video-synthesis'
	| 'image2video/face-detect';

/** How a medium may be handed over. http(s) always may. */
export interface MediaRule {
	form: 'image' | 'audio' | 'video' | 'file' | 'link';
	/** A data URL is documented (images of some models only). */
	data: boolean;
	/** A temporary upload is documented. */
	oss: boolean;
	maxMegabytes?: number;
	/** The page says that the URL must hold no Chinese or other non-ASCII characters. */
	asciiOnly?: boolean;
}

export type Value = string | number | boolean;

/** What one field may hold. */
export type Rule = { required?: boolean } & (
	| { is: 'text'; cutAt: number }
	| { is: 'flag'; usual?: boolean }
	| { is: 'integer'; from: number; to: number; also?: readonly number[]; usual?: number }
	| { is: 'number'; from: number; to: number }
	| {
			is: 'option';
			of: readonly (string | number)[];
			usual?: string | number;
			/** Options offered in some regions only. */
			onlyIn?: Readonly<Record<string, readonly Region[]>>;
	  }
	| { is: 'media'; media: MediaRule }
	| { is: 'list'; of: Rule; from: number; to: number }
	| {
			is: 'media-list';
			types: Readonly<Record<string, { media: MediaRule; most: number }>>;
			voice?: MediaRule;
	  }
);

export type Fields = Readonly<Record<string, Rule>>;

/** A request body's inner part as it came. */
export type Values = Readonly<Record<string, unknown>>;

/** The shapes of `usage`, named after the first model that has them. */
export type UsageDialect =
	| 'wan3.0'
	| 'wan2.7-i2v'
	| 'wan2.7-t2v'
	| 'wan2.7-r2v'
	| 'wan2.7-videoedit'
	| 'wan2.6-i2v'
	| 'wan2.6-i2v-flash'
	| 'wan2.6-t2v'
	| 'wan2.6-r2v'
	| 'wan2.5-i2v'
	| 'wan2.1-i2v'
	| 't2v-size'
	| 'kf2v'
	| 'vace'
	| 'animate'
	| 's2v'
	| 'detect';

/** All the service publishes about one model. */
export interface ModelContract {
	model: string;
	title: string;
	path: ServicePath;
	regions: readonly Region[];
	input: Fields;
	parameters: Fields;
	/** vace: further fields by `input.function`. */
	byFunction?: Readonly<Record<string, { input: Fields; parameters: Fields }>>;
	/** Rules between fields: says what is wrong, or nothing. */
	together?: (input: Values, parameters: Values) => string | undefined;
	submitsPerSecond: number;
	/** Tasks processed at once. */
	slots: number;
	usage: UsageDialect;
	/** Whether the video has sound; `flag`: unless parameters.audio is false. */
	sound: 'always' | 'never' | 'flag';
	/** actual_prompt is given when prompt_extend is not false. */
	actualPrompt: boolean;
}
