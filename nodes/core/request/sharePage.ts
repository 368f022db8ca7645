/**
 * Pages that show a file instead of being one, by their address without the protocol. The second is the address of the file,
 * or what to set in the query for it.
 */
const PAGES: ReadonlyArray<readonly [page: RegExp, file?: string]> = [
	[
		/^(?:drive|docs)\.google\.com\/.*(?:\/d\/|[?&]id=)([\w-]+).*/,
		'drive.google.com/uc?export=download&id=$1',
	],
	[/^(?:www\.)?github\.com\/([^/]+\/[^/]+)\/blob\/([^?]*).*/, 'raw.githubusercontent.com/$1/$2'],
	[/^(gitlab\.com\/.*\/-)\/blob\/([^?]*).*/, '$1/raw/$2'],
	[/^(huggingface\.co\/.*)\/blob\/([^?]*).*/, '$1/resolve/$2'],
	[/^(www\.)?dropbox\.com\/s(cl)?\//, '?dl'],
	[/^[^/]+\.sharepoint\.com\/:[a-z]:\//, '?download'],
	// These have no link to the file, or none that lasts.
	[/^((drive|docs|photos)\.google\.com|photos\.app\.goo\.gl|youtu\.be|1drv\.ms)\//],
	[/^onedrive\.live\.com\/(?!download\b)/],
	[/^((www|m|music|share|vm|vt)\.)?(dropbox|imgur|youtube|vimeo|tiktok|instagram|icloud)\.com\//],
];

/** What these sites write into the query of a link that leads to the file itself. */
const LEADS_TO_FILE = /[?&](dl=1|download=1|raw=1|raw=true|export=download)(&|$)/;

/** What to tell of a link that leads to a page; nothing of others. */
export function sharePageHint(url: URL): string | undefined {
	const address = url.host + url.pathname + url.search;
	const found = LEADS_TO_FILE.test(address) ? undefined : PAGES.find(([page]) => page.test(address));
	if (!found) return undefined;
	const [page, file] = found;
	const advice = file
		? `Use ${file.startsWith('?') ? withQuery(url, file.slice(1)) : `https://${address.replace(page, file)}`} instead.`
		: 'Download the file first and choose Binary Field as the source.';
	return `the link opens a page on ${url.hostname}, not the file itself. ${advice}`;
}

function withQuery(url: URL, name: string): string {
	const changed = new URL(url);
	changed.searchParams.set(name, '1');
	return changed.href;
}
