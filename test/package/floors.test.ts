/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import path from 'node:path';

import { floors, folders } from '../../scripts/docs/house';
import { circlesOf, importsIn } from '../harness/imports';

/* The house: scripts/docs/house.ts lists its folders and floors. */

const imports = importsIn(path.resolve(__dirname, '../../nodes'));
const files = [...imports.keys()];
const folderOf = (file: string) => path.dirname(file);

/** The room that a file lies in: its nearest folder that is on a floor. */
function roomOf(file: string): { room: string; floor: number } {
	for (let room = folderOf(file); room !== '.'; room = path.dirname(room)) {
		const floor = floors.findIndex((rooms) => rooms.includes(room));
		if (floor >= 0) return { room, floor };
	}
	throw new Error(`${file} is on no floor of scripts/docs/house.ts`);
}

test('Every folder has a line in scripts/docs/house.ts, and every line a folder', () => {
	const withFiles = files.map(folderOf);
	const above = withFiles.map((folder) => path.dirname(folder)).filter((folder) => folder !== '.');
	expect(Object.keys(folders).sort()).toEqual([...new Set([...withFiles, ...above])].sort());
});

test('An import goes to a lower floor, or stays in its room', () => {
	const upward = files.flatMap((file) => {
		const from = roomOf(file);
		return (imports.get(file) ?? [])
			.filter((target) => {
				const to = roomOf(target);
				return to.room !== from.room && to.floor <= from.floor;
			})
			.map((target) => `${file} imports ${target}`);
	});
	expect(upward).toEqual([]);
});

test('No files import each other in a circle', () => {
	expect(circlesOf(imports)).toEqual([]);
});

test('No folders import each other in a circle', () => {
	const graph = new Map(files.map((file) => [folderOf(file), new Set<string>()]));
	for (const [file, targets] of imports) {
		for (const target of targets.map(folderOf)) {
			if (target !== folderOf(file)) graph.get(folderOf(file))?.add(target);
		}
	}
	expect(circlesOf(new Map([...graph].map(([folder, targets]) => [folder, [...targets]])))).toEqual([]);
});

test('No file name stands twice', () => {
	const names = files.map((file) => path.basename(file)).filter((name) => name !== 'index.ts');
	expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('A circle is found wherever it begins', () => {
	const graph = new Map([
		['a', ['b']],
		['b', ['c']],
		['c', ['b', 'd']],
		['d', []],
		['e', ['e']],
	]);
	expect(circlesOf(graph)).toEqual([['b', 'c'], ['e']]);
});
