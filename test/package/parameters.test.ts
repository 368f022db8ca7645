import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { ModelStudioApi } from '../../credentials/ModelStudioApi.credentials';
import { ModelStudioEventsApi } from '../../credentials/ModelStudioEventsApi.credentials';
import { Wan } from '../../nodes/Wan/Wan.node';
import { WanEventTrigger } from '../../nodes/WanEventTrigger/WanEventTrigger.node';
import { WanTrigger } from '../../nodes/WanTrigger/WanTrigger.node';

/*
 * Workflows store parameters by their names and values. A name that goes, or a value that changes its meaning, breaks
 * them; so what is stored here may grow, and anything else needs a new version of the node.
 */
function isProperty(
	option: INodeProperties | INodePropertyOptions | INodePropertyCollection,
): option is INodeProperties {
	return 'type' in option && 'displayName' in option;
}

function paths(properties: INodeProperties[], prefix = ''): string[] {
	return properties.flatMap((property) => {
		const path = `${prefix}${property.name} (${property.type})`;
		const inner = (property.options ?? []).flatMap((option) => {
			if (isProperty(option)) return paths([option], `${path} > `);
			if ('values' in option) return paths(option.values, `${path} > ${option.name} > `);
			return property.type === 'options' ? [`${path} = ${JSON.stringify(option.value)}`] : [];
		});
		return [path, ...inner];
	});
}

const unique = (all: string[]) => [...new Set(all)].sort();

it('the node keeps every parameter and every value that workflows may have stored', () => {
	expect(unique(paths(new Wan().description.properties))).toMatchSnapshot();
});

it('the trigger keeps every parameter', () => {
	expect(unique(paths(new WanTrigger().description.properties))).toMatchSnapshot();
});

it('the event trigger keeps every parameter, and the path that is entered in EventBridge', () => {
	const { properties, webhooks } = new WanEventTrigger().description;
	expect(unique(paths(properties))).toMatchSnapshot();
	expect(webhooks).toMatchSnapshot();
});

it('the credential of the events keeps every field', () => {
	expect(unique(paths(new ModelStudioEventsApi().properties))).toMatchSnapshot();
});

it('the credential keeps every field', () => {
	expect(unique(paths(new ModelStudioApi().properties))).toMatchSnapshot();
});
