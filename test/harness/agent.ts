import { NodeConnectionTypes, type EngineResponse, type IDataObject, type INodeType } from 'n8n-workflow';

interface Tool {
	description: string;
	invoke(args: object): Promise<string>;
}

/**
 * Stands for an AI agent: calls its tool once with the arguments of each item, and outputs what the tool answered. With
 * the parameter `goesOn` an error is an answer as well, as real agents take it; with `atOnce` all calls are made together.
 */
export const agent: INodeType = {
	description: {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Agent' },
		inputs: [NodeConnectionTypes.Main, { type: NodeConnectionTypes.AiTool }],
		outputs: [NodeConnectionTypes.Main],
		properties: ['goesOn', 'atOnce'].map((name) => ({
			displayName: name,
			name,
			type: 'boolean',
			default: false,
		})),
	},
	async execute() {
		const { goesOn, atOnce } = this.getNode().parameters;
		const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
		const call = async (args: IDataObject) => {
			const answering = tool?.invoke(args);
			const response = await (goesOn ? answering?.catch((error: Error) => error.message) : answering);
			return { json: { response, description: tool?.description } };
		};
		const wishes = this.getInputData().map(({ json }) => json);
		if (atOnce) return [await Promise.all(wishes.map(call))];
		const output = [];
		for (const wish of wishes) output.push(await call(wish));
		return [output];
	},
};

/** Stands for a newer agent, which asks the engine to run its tool like any node: one call for each item. */
export const requestingAgent: INodeType = {
	description: { ...agent.description, displayName: 'Requesting Agent', name: 'requestingAgent' },
	async execute(response?: EngineResponse) {
		if (response?.actionResponses.length) {
			const responses = response.actionResponses.map(({ data }) => data.data?.ai_tool?.[0]?.[0]?.json);
			return [responses.map((response) => ({ json: { response: JSON.stringify([response]) } }))];
		}
		const actions = this.getInputData().map(({ json: input }, index) => ({
			actionType: 'ExecutionNodeAction' as const,
			nodeName: 'Wan',
			input,
			type: NodeConnectionTypes.AiTool,
			id: `call-${index}`,
			metadata: {},
		}));
		return await Promise.resolve({ actions, metadata: {} });
	},
};

/** The node type that n8n derives from one that is usable as a tool (convertNodeToAiTool in n8n's own package). */
export function asTool(type: INodeType): INodeType {
	if (!type.description.usableAsTool) throw new Error(`${type.description.name} is not usable as a tool`);
	const description = { ...type.description };
	delete description.usableAsTool;
	const tool = Object.create(type) as INodeType;
	tool.description = {
		...description,
		name: `${description.name}Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
		properties: [
			...description.properties,
			{
				displayName: 'Description',
				name: 'toolDescription',
				type: 'string',
				default: description.description,
			},
		],
	};
	return tool;
}
