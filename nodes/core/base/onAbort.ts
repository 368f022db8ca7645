interface Line {
	calls: Set<() => void>;
	ring: () => void;
}

/** Who wants to know of a stop, by signal. Each signal gets one real listener: Node.js warns of a leak from the 11th on. */
const lines = new WeakMap<AbortSignal, Line>();

/**
 * Calls back once when the signal says stop; at once if it already has.
 * @returns a function that takes the call back
 */
export function onAbort(signal: AbortSignal | undefined, call: () => void): () => void {
	if (!signal) return () => {};
	if (signal.aborted) {
		call();
		return () => {};
	}
	const line = lines.get(signal) ?? openLine(signal);
	line.calls.add(call);
	return () => {
		line.calls.delete(call);
		if (line.calls.size > 0) return;
		signal.removeEventListener('abort', line.ring);
		lines.delete(signal);
	};
}

function openLine(signal: AbortSignal): Line {
	const calls = new Set<() => void>();
	const ring = () => [...calls].forEach((call) => call());
	signal.addEventListener('abort', ring, { once: true });
	const line = { calls, ring };
	lines.set(signal, line);
	return line;
}
