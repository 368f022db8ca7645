/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console */
/*
 * Settles with the real service what its documents leave open, free of charge: only reads, and create calls that must be
 * refused. `--paid` makes the cheapest video as well, after a yes, and writes down its life. The report stands in
 * contract-report.json. With WAN_API_KEY it asks Model Studio (WAN_REGION, WAN_WORKSPACE_ID, WAN_BASE_URL as in the credential),
 * without a key the stand-in service, which shows what this tool does and tells nothing about Model Studio.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';

import { EnvHttpProxyAgent } from 'undici';

import type { Region } from '../nodes/core/catalogue';
import { redact } from '../nodes/core/base/redact';
import { startStandIn } from '../test/standIn';
import { runContractCheck, type ContractOptions, type ContractResult } from './contract/run';
import { undiciTransport } from './undiciTransport';

const print = (line: string) => console.log(line);
const root = path.resolve(__dirname, '..');

async function main(): Promise<number> {
	const apiKey = process.env.WAN_API_KEY;
	return apiKey ? await askService(apiKey) : await askStandIn();
}

async function askService(apiKey: string): Promise<number> {
	print('WAN_API_KEY is set: asking the real service.');
	// The host of a user may reach the internet through a proxy only.
	const dispatcher = new EnvHttpProxyAgent();
	const result = await runContractCheck({
		apiKey,
		paid: paid(),
		region: region(),
		workspaceId: process.env.WAN_WORKSPACE_ID,
		baseUrl: process.env.WAN_BASE_URL,
		print,
		transportFor: (key) => undiciTransport(key, { dispatcher }),
	});
	if (result.rows.length > 0) writeReport(result);
	else print('The settings are WAN_API_KEY, WAN_REGION, WAN_WORKSPACE_ID and WAN_BASE_URL.');
	return result.exitCode;
}

async function askStandIn(): Promise<number> {
	print(
		'No WAN_API_KEY: asking the stand-in service on this machine. This shows the tool, not Model Studio.',
	);
	const standIn = await startStandIn({ region: region() });
	try {
		const { apiKey, baseUrl } = standIn;
		const result = await runContractCheck({ apiKey, baseUrl, region: region(), print, paid: paid() });
		if (result.rows.length > 0) writeReport(result);
		if (result.rows.length > 0)
			print('These were answers of the stand-in service. Set WAN_API_KEY to ask Model Studio.');
		return result.exitCode;
	} finally {
		await standIn.close();
	}
}

/** One file that can be attached to an issue: no key, no workspace, no link that opens anything. */
function writeReport({ rows, host, life }: ContractResult): void {
	const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
		version: string;
	};
	const report = { version, madeAt: new Date().toISOString(), region: region(), host, rows, life };
	writeFileSync('contract-report.json', `${JSON.stringify(report, undefined, '\t')}\n`);
	print('The report is in contract-report.json. Please attach it to an issue of the kind "Contract report".');
}

function paid(): ContractOptions['paid'] {
	if (!process.argv.includes('--paid')) return undefined;
	const file = path.join(root, 'test/fixtures/images/first-frame.jpg');
	return { image: `data:image/jpeg;base64,${readFileSync(file).toString('base64')}`, agree };
}

async function agree(costs: string): Promise<boolean> {
	print(`--paid makes ${costs}.`);
	if (process.argv.includes('--yes')) return true;
	const ask = createInterface({ input: process.stdin, output: process.stdout });
	const response = await ask.question('Make it? (yes/no) ');
	ask.close();
	return /^y(es)?$/i.test(response.trim());
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
