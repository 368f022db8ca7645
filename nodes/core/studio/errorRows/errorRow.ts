import type { FaultClass, FaultText } from '../../base/fault';

/** One line of the service's error list ("Error codes", Model Studio, May 2026), in a user's words. */
export interface ErrorRow extends FaultText {
	/**
	 * As the service writes them; case and underscores do not count, so that `ModelNotFound` is `model_not_found` as well.
	 * A trailing `*` stands for any ending, and alone for any code and for none.
	 */
	codes: readonly string[];
	/** Only where the message holds this. Rows of one code are tried in order. */
	serviceMessage?: RegExp;
	class: FaultClass;
	/** Why a create call that was answered so was not taken, and may be made again. */
	mayCreateAgain?: 'throttled' | 'media timeout';
}

export const waitAndRepeat = 'Run the item again in a minute.';
export const changeNamed = 'Change what the service names, then run the item again.';
export const changeInput = `${changeNamed} Nothing was charged.`;
export const failedUncharged = 'A task that did not succeed is not charged. Run the item again.';
