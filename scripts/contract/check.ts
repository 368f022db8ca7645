import type { Asker } from './asker';

export type Verdict = 'as documented' | 'differs' | 'open question answered' | 'could not ask';

export interface Finding {
	verdict: Verdict;
	/** What the service answered, in a line. */
	answered: string;
}

/** One question to the service, a row of the table. */
export interface Check {
	number: string;
	question: string;
	/** What the documents say. */
	documents: string;
	/** Throws `CouldNotAsk` where the answer says nothing about the question. */
	ask(asker: Asker): Promise<Finding>;
}

/** For a question that the documents answer. */
export function judged(isDocumented: boolean, answered: string): Finding {
	return { verdict: isDocumented ? 'as documented' : 'differs', answered };
}

/** For a question that they leave open. */
export function settled(answered: string): Finding {
	return { verdict: 'open question answered', answered };
}
