/** The fields of a value with their kinds: `output.task_id: string`. Rows of a list count as one. */
export function shapeOf(value: unknown, path = ''): string[] {
	if (Array.isArray(value)) return value.flatMap((one) => shapeOf(one, `${path}[]`));
	if (typeof value === 'object' && value !== null) {
		return Object.entries(value).flatMap(([name, one]) => shapeOf(one, path ? `${path}.${name}` : name));
	}
	return [`${path}: ${value === null ? 'null' : typeof value}`];
}

interface Step {
	call: string;
	body: unknown;
}

/** Where two lives of a task differ in form, by call and status: what a recorded one has that the other has not. */
export function differencesOfShape(recorded: readonly Step[], other: readonly Step[]): string[] {
	const steps = (life: readonly Step[]) =>
		new Set(life.flatMap((step) => shapeOf(step.body).map((line) => `${nameOf(step)} ${line}`)));
	const [theirs, ours] = [steps(recorded), steps(other)];
	return [
		...[...theirs].filter((line) => !ours.has(line)).map((line) => `only recorded: ${line}`),
		...[...ours].filter((line) => !theirs.has(line)).map((line) => `not recorded: ${line}`),
	];
}

function nameOf({ call, body }: Step): string {
	const { task_status: status } = (body as { output?: { task_status?: string } } | undefined)?.output ?? {};
	return status ? `${call} ${status}` : call;
}
