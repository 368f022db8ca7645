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
				description: 'The execution stays in memory',
			},
			{
				name: 'Suspend the Execution',
				value: SUSPEND,
				description: 'The execution is saved and occupies no worker',
			},
		],
		default: 'keepRunning',
	},
	{
		displayName:
			"Connect Still Running back to this node's input. (This notice stays: it cannot tell whether they are connected.)",
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
				description: 'Each video when it is ready, so the next nodes run several times',
			},
			{
				name: 'All Together',
				value: ALL_TOGETHER,
				description: 'All items in order, when no task is running anymore',
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
		description: 'Pause between two queries. n8n resumes executions once a minute at most.',
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
