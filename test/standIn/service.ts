import { ServiceClock } from './clock';
import { Books } from './books';
import { standInDefaults } from './defaults';
import { Downloads } from './downloads';
import { Faults } from './faults';
import { documentedList, type ListBehaviour } from './listBehaviour';
import { SeededRandom } from './random';
import { Rates } from './rates';
import { TaskKeeper } from './tasks';
import type { Region, StandInOptions } from './types';
import { TemporaryStorage } from './uploads';
import { Videos } from './video';

/** Everything that lives as long as one stand-in; the routes work on it. */
export interface Service {
	region: Region;
	apiKey: string;
	listPageMax: number;
	list: ListBehaviour;
	/** Whether fields that no document names are refused. */
	strict: boolean;
	refusesUploadsElsewhere: boolean;
	clock: ServiceClock;
	random: SeededRandom;
	books: Books;
	faults: Faults;
	rates: Rates;
	keeper: TaskKeeper;
	storage: TemporaryStorage;
	downloads: Downloads;
	videos: Videos;
	onHang?: StandInOptions['onHang'];
	numericTaskIds: boolean;
	aheadSeconds: number;
	dateHeader: NonNullable<StandInOptions['dateHeader']>;
	/** Known once its server listens. */
	downloadHost: string;
}

export function createService(options: StandInOptions, seed: number): Service {
	const region = options.region ?? 'ap-southeast-1';
	const clock = new ServiceClock(options.timeScale ?? 1, options.now, options.aheadSeconds);
	const random = new SeededRandom(seed, region);
	const { taskSeconds = 60 } = options;
	const keeper = new TaskKeeper({
		now: () => clock.now(),
		pendingMs: (options.pendingSeconds ?? 0.1) * 1000,
		runMs: (model, n) => (typeof taskSeconds === 'function' ? taskSeconds(model, n) : taskSeconds) * 1000,
	});
	const videos = new Videos(options);
	const host = (): string => service.downloadHost;
	const service: Service = {
		region,
		apiKey: options.apiKey ?? 'sk-stand-in-key',
		listPageMax: options.listPageMax ?? 100,
		list: { ...documentedList, ...options.list },
		strict: options.strict ?? standInDefaults.strict,
		refusesUploadsElsewhere: options.refuseUploadsElsewhere ?? false,
		clock,
		random,
		books: new Books(),
		faults: new Faults(),
		rates: new Rates(options.strictRates ?? true),
		keeper,
		storage: new TemporaryStorage(clock, random, host),
		downloads: new Downloads(clock, random, keeper, videos, host),
		videos,
		onHang: options.onHang,
		numericTaskIds: options.numericTaskIds ?? false,
		aheadSeconds: options.aheadSeconds ?? 0,
		dateHeader: options.dateHeader ?? 'service',
		downloadHost: '',
	};
	return service;
}
