/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { createContext, runInContext } from 'node:vm';
import type { PackageDirectoryLoader } from 'n8n-core';
import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IHttpRequestOptions,
} from 'n8n-workflow';

/** Stands for n8n's database of credentials: gives the test's data, and applies the credential's own `authenticate`. */
export class TestCredentials extends ICredentialsHelper {
	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly data: Record<string, IDataObject>,
	) {
		super();
	}

	override getParentTypes(): string[] {
		return [];
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}

	override getCredentialsProperties() {
		return [];
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.loader.getCredential(typeName).type;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		const headers: IDataObject = { ...options.headers };
		for (const [name, value] of Object.entries(authenticate?.properties?.headers ?? {})) {
			headers[name] = fillIn(String(value), credentials);
		}
		return { ...options, headers };
	}

	override async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	override async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	override async getCredentials(): Promise<never> {
		throw new Error('The tests have no database');
	}

	override async getDecrypted(
		_additional: unknown,
		_node: unknown,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		return { ...this.data[type] } as ICredentialDataDecryptedObject;
	}

	override async updateCredentials(): Promise<void> {}

	override async updateCredentialsOauthTokenData(): Promise<void> {}
}

const expressions = createContext({});

/** Fills in the expressions of a credential's own texts; they use nothing but `$credentials` and JavaScript. */
export function fillIn(text: string, credentials: ICredentialDataDecryptedObject): string {
	expressions.$credentials = credentials;
	return text
		.replace(/^=/, '')
		.replace(/\{\{(.+?)\}\}/g, (_match, code: string) => String(runInContext(code, expressions)));
}
