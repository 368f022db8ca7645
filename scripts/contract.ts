/* eslint-disable @n8n/community-nodes/no-restricted-globals, no-console */
/*
 * Settles with the real service what its documents leave open, free of charge: only reads, and create calls that must be
 * refused. With WAN_API_KEY it asks Model Studio (WAN_REGION, WAN_WORKSPACE_ID, WAN_BASE_URL as in the credential),
 * without a key the stand-in service, which shows what this tool does and tells nothing about Model Studio.
 */
import { EnvHttpProxyAgent } from 'undici';

import type { Region } from '../nodes/core/catalogue';
import { redact } from '../nodes/core/base/redact';
import { startStandIn } from '../test/standIn';
import { runContractCheck } from './contract/run';
import { undiciTransport } from './undiciTransport';

const print = (line: string) => console.log(line);

async function main(): Promise<number> {
	const apiKey = process.env.WAN_API_KEY;
	return apiKey ? await askService(apiKey) : await askStandIn();
}

async function askService(apiKey: string): Promise<number> {
	print('WAN_API_KEY is set: asking the real service.');
	// The host of a user may reach the internet through a proxy only.
	const dispatcher = new EnvHttpProxyAgent();
	const { rows, exitCode } = await runContractCheck({
		apiKey,
		region: region(),
		workspaceId: process.env.WAN_WORKSPACE_ID,
		baseUrl: process.env.WAN_BASE_URL,
		print,
		transportFor: (key) => undiciTransport(key, { dispatcher }),
	});
	if (rows.length === 0)
		print('The settings are WAN_API_KEY, WAN_REGION, WAN_WORKSPACE_ID and WAN_BASE_URL.');
	return exitCode;
}

async function askStandIn(): Promise<number> {
	print(
		'No WAN_API_KEY: asking the stand-in service on this machine. This shows the tool, not Model Studio.',
	);
	const standIn = await startStandIn({ region: region() });
	try {
		const { apiKey, baseUrl } = standIn;
		const { rows, exitCode } = await runContractCheck({ apiKey, baseUrl, region: region(), print });
		if (rows.length > 0)
			print('These were answers of the stand-in service. Set WAN_API_KEY to ask Model Studio.');
		return exitCode;
	} finally {
		await standIn.close();
	}
}

function region(): Region {
	return (process.env.WAN_REGION || 'ap-southeast-1') as Region;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		// 1 would say that the service differs from its documents.
		console.error(redact(error instanceof Error ? (error.stack ?? error.message) : String(error)));
		process.exit(2);
	},
);
