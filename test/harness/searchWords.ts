/** What people type who look for a node that makes videos. */
export const nodeWords = [
	...['wan', 'video', 'text to video', 'generate video', 'image to video', 'animate', 'lip sync'],
	...['talking head', 'video editing', 'extend video', 'dashscope', 'bailian', 'alibaba', 'model studio'],
	...['qwen video', 'happyhorse'],
];

/** And those who look for its credential. */
export const credentialWords = ['wan', 'dashscope', 'bailian', 'model studio', 'alibaba'];
