/** Region ids as Model Studio writes them. A key, a model and a host belong to one region. */
export type Region =
	| 'ap-southeast-1'
	| 'us-east-1'
	| 'cn-beijing'
	| 'eu-central-1'
	| 'cn-hongkong'
	| 'ap-northeast-1';

/** What Model Studio's price list is written in: CNY in mainland China, USD elsewhere. */
export type Currency = 'CNY' | 'USD';

interface RegionRow {
	id: Region;
	name: string;
	/** Host that takes any key of the account; Frankfurt and Tokyo have none. */
	sharedHost?: string;
	/** Whether uploads to the temporary storage are documented here ("Get a temporary file URL", October 2026). */
	temporaryStorage?: true;
}

/** Model Studio's regions and hosts ("Regions" and "Base URL", October 2026). */
export const regions: readonly RegionRow[] = [
	{
		id: 'ap-southeast-1',
		name: 'Singapore',
		sharedHost: 'https://dashscope-intl.aliyuncs.com',
		temporaryStorage: true,
	},
	{ id: 'us-east-1', name: 'US (Virginia)', sharedHost: 'https://dashscope-us.aliyuncs.com' },
	{
		id: 'cn-beijing',
		name: 'China (Beijing)',
		sharedHost: 'https://dashscope.aliyuncs.com',
		temporaryStorage: true,
	},
	{ id: 'eu-central-1', name: 'Germany (Frankfurt)' },
	{ id: 'cn-hongkong', name: 'China (Hong Kong)', sharedHost: 'https://cn-hongkong.dashscope.aliyuncs.com' },
	{ id: 'ap-northeast-1', name: 'Japan (Tokyo)' },
];

export function regionName(region: Region): string {
	return regions.find(({ id }) => id === region)?.name ?? region;
}

export function hasTemporaryStorage(region: Region): boolean {
	return regions.some(({ id, temporaryStorage }) => id === region && temporaryStorage === true);
}

/** The currency in which the region's price list is written ("Model pricing", October 2026). */
export function currencyOf(region: Region): Currency {
	return region === 'cn-beijing' ? 'CNY' : 'USD';
}
