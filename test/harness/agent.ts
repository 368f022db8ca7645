import { NodeConnectionTypes, type INodeType } from 'n8n-workflow';

/** Stands for an AI agent: calls its tool once with the arguments of each item, and outputs what the tool answered. */
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
		properties: [],
	},
	async execute() {
		const tools = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Array<{
			description: string;
			invoke(args: object): Promise<string>;
		}>;
		const output = [];
		for (const { json } of this.getInputData()) {
			const answer = await tools[0]?.invoke(json);
			output.push({ json: { answer, description: tools[0]?.description } });
		}
		return [output];
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
