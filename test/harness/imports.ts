/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
	canHaveModifiers,
	createSourceFile,
	forEachChild,
	getModifiers,
	isClassDeclaration,
	isExportDeclaration,
	isFunctionDeclaration,
	isIdentifier,
	isImportDeclaration,
	isImportTypeNode,
	isInterfaceDeclaration,
	isLiteralTypeNode,
	isNamedExports,
	isNamedImports,
	isNamespaceImport,
	isStringLiteral,
	isTypeAliasDeclaration,
	isVariableStatement,
	ScriptTarget,
	SyntaxKind,
	type Node,
	type SourceFile,
	type Statement,
} from 'typescript';

/** Files of a folder of the repository, also in its subfolders, as paths from there. */
export function sourcesIn(root: string): string[] {
	const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
	return names.filter((name) => name.endsWith('.ts')).sort();
}

/** What each file of a folder imports from the same folder; types count as well. */
export function importsIn(root: string): Map<string, string[]> {
	return new Map(sourcesIn(root).map((file) => [file, importsOf(root, file)]));
}

function importsOf(root: string, file: string): string[] {
	const found: string[] = [];
	const visit = (node: Node): void => {
		const name = moduleNamedBy(node);
		if (name?.startsWith('.')) found.push(resolve(root, path.join(path.dirname(file), name)));
		forEachChild(node, visit);
	};
	visit(parse(root, file));
	return [...new Set(found)];
}

const parsed = new Map<string, SourceFile>();

function parse(root: string, file: string): SourceFile {
	const place = path.join(root, file);
	const source =
		parsed.get(place) ?? createSourceFile(file, readFileSync(place, 'utf8'), ScriptTarget.ES2022);
	parsed.set(place, source);
	return source;
}

function statementsIn(root: string, folders: readonly string[]): Array<{ file: string; node: Statement }> {
	const files = folders.flatMap((folder) =>
		sourcesIn(path.join(root, folder)).map((file) => `${folder}/${file}`),
	);
	return files.flatMap((file) => parse(root, file).statements.map((node) => ({ file, node })));
}

/** All that the files of some folders export, as `file name`. */
export function exportsIn(root: string, folders: readonly string[]): string[] {
	return statementsIn(root, folders).flatMap(({ file, node }) =>
		exportedNames(node).map((name) => `${file} ${name}`),
	);
}

function exportedNames(node: Statement): string[] {
	if (isExportDeclaration(node)) {
		const { exportClause } = node;
		return exportClause && isNamedExports(exportClause)
			? exportClause.elements.map(({ name }) => name.text)
			: [];
	}
	const isExported =
		canHaveModifiers(node) && getModifiers(node)?.some(({ kind }) => kind === SyntaxKind.ExportKeyword);
	if (!isExported) return [];
	if (isVariableStatement(node)) {
		return node.declarationList.declarations.flatMap(({ name }) => (isIdentifier(name) ? name.text : []));
	}
	const isNamed =
		isFunctionDeclaration(node) ||
		isClassDeclaration(node) ||
		isInterfaceDeclaration(node) ||
		isTypeAliasDeclaration(node);
	return isNamed && node.name ? [node.name.text] : [];
}

/** The exports that the files of some folders import or pass on by name, as `file name`; with `import *` all of the file. */
export function namesImportedIn(root: string, folders: readonly string[]): Set<string> {
	const imported = statementsIn(root, folders).flatMap(({ file, node }) => {
		const name = moduleNamedBy(node);
		if (!name?.startsWith('.') || name.endsWith('.json')) return [];
		const target = resolve(root, path.join(path.dirname(file), name));
		return namesTaken(root, node, target).map((taken) => originOf(root, target, taken));
	});
	return new Set(imported);
}

/** Where a name comes from that a file may have by `export *`. */
function originOf(root: string, file: string, name: string): string {
	const { statements } = parse(root, file);
	if (statements.flatMap(exportedNames).includes(name)) return `${file} ${name}`;
	const stars = statements.filter((node) => isExportDeclaration(node) && !node.exportClause);
	const targets = stars.map((node) =>
		resolve(root, path.join(path.dirname(file), moduleNamedBy(node) ?? '')),
	);
	const found = targets.map((target) => originOf(root, target, name));
	return found.find((origin) => origin !== '') ?? '';
}

function namesTaken(root: string, node: Statement, target: string): string[] {
	const bindings = isImportDeclaration(node)
		? node.importClause?.namedBindings
		: isExportDeclaration(node)
			? node.exportClause
			: undefined;
	if (bindings && isNamespaceImport(bindings)) return parse(root, target).statements.flatMap(exportedNames);
	if (!bindings || !(isNamedImports(bindings) || isNamedExports(bindings))) return [];
	return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

function moduleNamedBy(node: Node): string | undefined {
	if ((isImportDeclaration(node) || isExportDeclaration(node)) && node.moduleSpecifier) {
		return isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
	}
	if (!isImportTypeNode(node) || !isLiteralTypeNode(node.argument)) return undefined;
	return isStringLiteral(node.argument.literal) ? node.argument.literal.text : undefined;
}

function resolve(root: string, place: string): string {
	return existsSync(path.join(root, `${place}.ts`)) ? `${place}.ts` : path.join(place, 'index.ts');
}

/** The places that import each other in a circle, each circle once. */
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
	const reach = new Map([...graph.keys()].map((place) => [place, reachableFrom(graph, place)]));
	const inCircle = [...graph.keys()].filter((place) => reach.get(place)?.has(place));
	const circles = inCircle.map((place) =>
		inCircle.filter((other) => reach.get(place)?.has(other) && reach.get(other)?.has(place)),
	);
	return circles.filter((circle, index) => circle[0] === inCircle[index]);
}

function reachableFrom(graph: ReadonlyMap<string, readonly string[]>, start: string): Set<string> {
	const reached = new Set<string>();
	const waiting = [...(graph.get(start) ?? [])];
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		if (reached.has(next)) continue;
		reached.add(next);
		waiting.push(...(graph.get(next) ?? []));
	}
	return reached;
}
