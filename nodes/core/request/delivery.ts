import { MEGABYTE_BYTES } from '../base/units';
import { hasTemporaryStorage, nameInRegion, type Region } from '../catalogue';
import { MediaFile } from '../media/file';
import { mapMedia } from './mapMedia';
import type { ValidatedVideo } from './validatedVideo';

/** How a file gets to the service: inside the create call, or through Model Studio's temporary storage before it. */
type Delivery = 'data URL' | 'upload';

/** A file of an item, with its way to the service. */
export interface FileToSend {
	file: MediaFile;
	delivery: Delivery;
	/** The model as its region calls it; an uploaded file serves no other. */
	model: string;
}

/**
 * The largest image that goes as a data URL. The documents give no limit for Wan; those of the vision models
 * stop at 10 MB of base64, which are 7.5 MB of image.
 */
const MAX_DATA_URL_BYTES = 7 * MEGABYTE_BYTES;

/** Where the upload is not documented, an image of any legal size goes the documented way. */
export function deliveryOf(file: MediaFile, dataUrl: boolean, region: Region): Delivery {
	if (!dataUrl) return 'upload';
	return file.bytes <= MAX_DATA_URL_BYTES || !hasTemporaryStorage(region) ? 'data URL' : 'upload';
}

/** The files that have to be sent to the service before the create call. */
export function filesToSend(video: ValidatedVideo): FileToSend[] {
	const model = nameInRegion(video.model, video.region);
	const files: FileToSend[] = [];
	mapMedia(video, (file, dataUrl) => {
		if (file instanceof MediaFile)
			files.push({ file, delivery: deliveryOf(file, dataUrl, video.region), model });
	});
	return files;
}
