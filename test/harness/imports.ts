/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
	createSourceFile,
	forEachChild,
	isExportDeclaration,
	isImportDeclaration,
	isImportTypeNode,
	isLiteralTypeNode,
	isStringLiteral,
	ScriptTarget,
	type Node,
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
	visit(createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ScriptTarget.ES2022));
	return [...new Set(found)];
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
