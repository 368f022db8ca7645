import type { FaultClass, FaultText } from '../../base/fault';

/** One line of the service's error list ("Error codes", Model Studio, May 2026), in a user's words. */
export interface ErrorRow extends FaultText {
	/** As the service writes it; a trailing `*` stands for any ending, and alone for any code and for none. */
	code: string;
	/** Other names of the same code, such as the OpenAI-style ones of some answers. */
	aliases?: readonly string[];
	/** Only where the message holds this. Rows of one code are tried in order. */
	serviceMessage?: RegExp;
	class: FaultClass;
	/** Why a create call that was answered so was not taken, and may be made again. */
	mayCreateAgain?: 'throttled' | 'media timeout';
}

export const waitAndRepeat = 'Run the item again in a minute.';
