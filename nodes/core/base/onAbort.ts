interface Subscribers {
	callbacks: Set<() => void>;
	notify: () => void;
}

/** Each signal gets one real listener: Node.js warns of a leak from the 11th on. */
const subscribersOf = new WeakMap<AbortSignal, Subscribers>();

/**
 * Calls back once when the signal says stop; at once if it already has.
 * @returns unsubscribes
 */
export function onAbort(signal: AbortSignal | undefined, callback: () => void): () => void {
	if (!signal) return () => {};
	if (signal.aborted) {
		callback();
		return () => {};
	}
	const subscribers = subscribersOf.get(signal) ?? listenTo(signal);
	subscribers.callbacks.add(callback);
	return () => {
		subscribers.callbacks.delete(callback);
		if (subscribers.callbacks.size > 0) return;
		signal.removeEventListener('abort', subscribers.notify);
		subscribersOf.delete(signal);
	};
}

function listenTo(signal: AbortSignal): Subscribers {
	const callbacks = new Set<() => void>();
	const notify = () => [...callbacks].forEach((callback) => callback());
	signal.addEventListener('abort', notify, { once: true });
	const subscribers = { callbacks, notify };
	subscribersOf.set(signal, subscribers);
	return subscribers;
}
