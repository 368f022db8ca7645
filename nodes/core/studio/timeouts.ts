/**
 * Milliseconds after which an exchange is given up. One object, so that a benchmark or a test that runs on a faster
 * clock can shorten them as well.
 */
export const timeouts = {
	/** A create call may carry an image of 27 MB. */
	submit: 120_000,
	read: 30_000,
	/** An upload, and as much again as this for each megabyte of it (about 300 kbit/s). */
	upload: 120_000,
	uploadOfMegabyte: 30_000,
	/** Of a download: without a single byte. */
	downloadIdle: 60_000,
};
