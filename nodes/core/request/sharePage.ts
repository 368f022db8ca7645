/** A page that shows a file instead of being one. */
interface SharePage {
	/** What people call it. */
	name: string;
	host: RegExp;
	/** Whether the link is one of a page; those that lead to the file itself pass. */
	isPage(url: URL): boolean;
	/** The link that leads to the file, where there is one. */
	file?(url: URL): string | undefined;
}

const PAGES: readonly SharePage[] = [
	{
		name: 'Google Drive',
		host: /^(drive|docs)\.google\.com$/,
		isPage: ({ pathname, searchParams }) =>
			!(/^\/uc\b/.test(pathname) && searchParams.get('export') === 'download'),
		file: (url) => {
			const id = /\/d\/([\w-]+)/.exec(url.pathname)?.[1] ?? url.searchParams.get('id');
			return id ? `https://drive.google.com/uc?export=download&id=${id}` : undefined;
		},
	},
	{
		name: 'Dropbox',
		host: /^(www\.)?dropbox\.com$/,
		isPage: ({ searchParams }) => searchParams.get('dl') !== '1' && searchParams.get('raw') !== '1',
		file: (url) => (/^\/(s|scl)\//.test(url.pathname) ? withQuery(url, 'dl', '1') : undefined),
	},
	{
		// Personal OneDrive has no link to a file that lasts.
		name: 'OneDrive',
		host: /^(1drv\.ms|onedrive\.live\.com)$/,
		isPage: ({ pathname }) => !/^\/download\b/.test(pathname),
	},
	{
		name: 'OneDrive',
		host: /\.sharepoint\.com$/,
		isPage: ({ pathname, searchParams }) =>
			/^\/:[a-z]:\//.test(pathname) && searchParams.get('download') !== '1',
		file: (url) => withQuery(url, 'download', '1'),
	},
	{
		name: 'GitHub',
		host: /^(www\.)?github\.com$/,
		isPage: ({ pathname, searchParams }) =>
			/^\/[^/]+\/[^/]+\/blob\//.test(pathname) && searchParams.get('raw') !== 'true',
		file: ({ pathname }) =>
			`https://raw.githubusercontent.com${pathname.replace(/^(\/[^/]+\/[^/]+)\/blob\//, '$1/')}`,
	},
	{
		name: 'GitLab',
		host: /^gitlab\.com$/,
		isPage: ({ pathname }) => pathname.includes('/-/blob/'),
		file: ({ origin, pathname }) => origin + pathname.replace('/-/blob/', '/-/raw/'),
	},
	{
		name: 'Hugging Face',
		host: /^huggingface\.co$/,
		isPage: ({ pathname }) => pathname.includes('/blob/'),
		file: ({ origin, pathname }) => origin + pathname.replace('/blob/', '/resolve/'),
	},
	{
		name: 'Imgur',
		host: /^(www\.)?imgur\.com$/,
		isPage: () => true,
	},
	{
		name: 'YouTube',
		host: /^((www|m|music)\.)?youtube\.com$|^youtu\.be$/,
		isPage: () => true,
	},
	...[
		['Vimeo', /^(www\.)?vimeo\.com$/] as const,
		['TikTok', /(^|\.)tiktok\.com$/] as const,
		['Instagram', /^(www\.)?instagram\.com$/] as const,
		['Google Photos', /^photos\.(google\.com|app\.goo\.gl)$/] as const,
		['iCloud', /^(www\.)?icloud\.com$|^share\.icloud\.com$/] as const,
	].map(([name, host]) => ({ name, host, isPage: () => true })),
];

/** What to tell of a link that leads to a page; nothing of others. */
export function sharePageHint(url: URL): string | undefined {
	const page = PAGES.find(({ host, isPage }) => host.test(url.hostname) && isPage(url));
	if (!page) return undefined;
	const file = page.file?.(url);
	const found = `the link opens a page on ${page.name}, not the file itself`;
	return file
		? `${found}. Use ${file} instead.`
		: `${found}. Download the file first and choose Binary Field as the source.`;
}

function withQuery(url: URL, name: string, value: string): string {
	const changed = new URL(url);
	changed.searchParams.set(name, value);
	return changed.href;
}
