const callbacksOf = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back once when the signal says stop; at once if it already has.
 * @returns unsubscribes
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
	if (signal?.aborted) callback();
	if (!signal || signal.aborted) return () => {};
	const callbacks = callbacksOf.get(signal) ?? new Set();
	callbacksOf.set(signal, callbacks.add(callback));
	// One listener for all, which a signal has only once: Node.js warns of a leak from the 11th on.
	signal.addEventListener('abort', notify);
	return () => {
		callbacks.delete(callback);
		if (callbacks.size === 0) signal.removeEventListener('abort', notify);
	};
}

function notify(this: AbortSignal): void {
	[...(callbacksOf.get(this) ?? [])].forEach((callback) => callback());
}
