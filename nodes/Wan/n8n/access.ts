import type { Region } from '../../core/catalogue';
import { studioAddress, type AddressProblem, type StudioAddress } from '../../core/studio/address';
import type { StudioContext } from './context';
import { CREDENTIAL } from './transport';

/** Where the credential leads to, or what is wrong with it. */
export async function readAccess(context: StudioContext): Promise<StudioAddress | AddressProblem> {
	const credential = await context.getCredentials<Record<string, unknown>>(CREDENTIAL);
	const text = (value: unknown) => (typeof value === 'string' ? value : '');
	return studioAddress({
		apiKey: text(credential.apiKey),
		region: text(credential.region) as Region,
		workspaceId: text(credential.workspaceId),
		baseUrl: text(credential.baseUrl),
	});
}
