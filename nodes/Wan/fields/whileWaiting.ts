import { NodeConnectionTypes, type INodeProperties } from 'n8n-workflow';

export const SUSPEND = 'suspend';
export const ALL_TOGETHER = 'allTogether';

export const whileWaitingFields: INodeProperties[] = [
	{
		displayName: 'While Waiting',
		name: 'whileWaiting',
		type: 'options',
		// The node's outputs depend on it, so it is one choice for all items.
		noDataExpression: true,
		options: [
			{
				name: 'Keep Running',
				value: 'keepRunning',
				description: 'The execution stays in memory until all tasks have ended',
			},
			{
				name: 'Suspend the Execution',
				value: SUSPEND,
				description: 'The execution is saved and occupies no worker between two queries',
			},
		],
		default: 'keepRunning',
	},
	{
		displayName:
			"Connect the output Still Running back to this node's input. Finished videos leave through Finished. This notice cannot tell whether it is connected, so it stays.",
		name: 'suspendNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { whileWaiting: [SUSPEND] } },
	},
	{
		displayName: 'Pass On',
		name: 'passOn',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'As They Finish',
				value: 'asTheyFinish',
				description: 'Outputs each video when it is ready, so the next nodes run several times',
			},
			{
				name: 'All Together',
				value: ALL_TOGETHER,
				description: 'Outputs all items once, in their order, when no task is running anymore',
			},
		],
		default: 'asTheyFinish',
		displayOptions: { show: { whileWaiting: [SUSPEND] } },
	},
	{
		displayName: 'Resume Interval (Minutes)',
		name: 'resumeInterval',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description:
			'Pause between two queries of the tasks. n8n looks for executions to resume once a minute, so it cannot be shorter.',
		displayOptions: { show: { whileWaiting: [SUSPEND] } },
	},
];

const { Main } = NodeConnectionTypes;

/**
 * The node's outputs as n8n evaluates them, in the editor and in the engine. Still Running has to be the first one:
 * when an execution resumes, the engine passes the node's input on through its output 0.
 */
export const outputs =
	`={{ $parameter["resource"] === "task" && $parameter["operation"] === "wait" && $parameter["whileWaiting"] === "${SUSPEND}" ? [{ type: "${Main}", displayName: "Still Running" }, { type: "${Main}", displayName: "Finished" }] : ["${Main}"] }}` as const;
