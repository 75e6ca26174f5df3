import type { DaprComponentFact, DaprConfigurationFact, DaprSubscriptionFact } from '../../model/dapr-facts.js';
import { literal } from '../../model/expression.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, itemsOf, textOf } from '../../syntax/yaml.js';
import type { Manifest } from './manifest.js';
import { writtenText, writtenTexts } from './templates.js';

/** A Component of Dapr; none when a template hides what it is. */
export function daprComponentFact({ file, root, header }: Manifest): DaprComponentFact | undefined {
  const type = writtenText(file, get(root, 'spec', 'type'));
  if (type === undefined) return undefined;
  const settings = itemsOf(get(root, 'spec', 'metadata')).flatMap((item) => {
    const [key, value] = [writtenText(file, get(item, 'name')), get(item, 'value')];
    const text = writtenText(file, value);
    return key === undefined || value === undefined || text === undefined ? [] : [{ key, value: literal(text), site: siteOf(file.path, value) }];
  });
  return { kind: 'dapr-component', ...header, type, scopes: writtenTexts(file, get(root, 'scopes')), settings };
}

/** A declarative Subscription of Dapr. */
export function daprSubscriptionFact({ file, root, header: { namespace, site } }: Manifest): DaprSubscriptionFact | undefined {
  const spec = get(root, 'spec');
  const [component, topic] = [writtenText(file, get(spec, 'pubsubname')), writtenText(file, get(spec, 'topic'))];
  if (component === undefined || topic === undefined) return undefined;
  return { kind: 'dapr-subscription', component, topic, scopes: writtenTexts(file, get(root, 'scopes')), site, ...(namespace !== undefined && { namespace }) };
}

/** A Configuration of Dapr that sends traces somewhere. */
export function daprConfigurationFact({ file, root, header: { name, namespace } }: Manifest): DaprConfigurationFact | undefined {
  const tracing = get(root, 'spec', 'tracing');
  const address = get(tracing, 'zipkin', 'endpointAddress') ?? get(tracing, 'otel', 'endpointAddress');
  const text = textOf(address) === undefined ? undefined : writtenText(file, address);
  if (address === undefined || text === undefined) return undefined;
  return { kind: 'dapr-configuration', name, tracing: { value: literal(text), site: siteOf(file.path, address) }, ...(namespace !== undefined && { namespace }) };
}
