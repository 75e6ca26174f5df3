import type { UseFact } from '../model/code-facts.js';
import type { DaprComponentFact } from '../model/dapr-facts.js';
import type { Evidence, RelationKind } from '../model/graph.js';
import type { Site } from '../model/text.js';
import { valueOf } from '../model/text.js';
import type { Address } from './addresses.js';
import { addressesOf } from './addresses.js';
import { extractorOf } from './extractor-names.js';
import { daprApplications } from './dapr-ids.js';
import type { Draft } from './draft.js';
import { bareDraft } from './draft.js';
import type { Place } from './hosts.js';
import type { LinkContext } from './link-context.js';
import { runtimesOf } from './link-context.js';
import type { Ownership } from './ownership.js';
import { kindByTarget } from './relation-kind.js';
import { ownText, UNKNOWN_MARK } from './resolve.js';

/** A component and the element that it stands for. */
interface Component {
  readonly fact: DaprComponentFact;
  readonly to: Draft;
  readonly protocol: string;
}

/** Settings of components that hold addresses (Dapr's reference of component specifications). */
const ADDRESS_SETTING = /(?:host|hosts|url|uri|address|addr|brokers|servers?|endpoint|connectionstring)$/i;

/** Relations through Dapr's sidecars: what code does with components, and what scopes and subscriptions say where code does not. Returns the secret stores that code reads. */
export function wireDapr(context: LinkContext, ownership: Ownership): Draft[] {
  const components = componentsOf(context);
  const applications = daprApplications(context.inventory.units, context.drafts);
  for (const use of context.inventory.uses) if (use.protocol === 'dapr') wireUse(context, ownership, components, use);
  for (const { component, topic, scopes, site } of context.inventory.daprSubscriptions) {
    const found = components.find(({ fact }) => fact.name === component);
    for (const id of found === undefined ? [] : scopes) connect(context, applications.get(id), found, 'subscribes', { site, extractor: 'kubernetes', confidence: 'config' }, topic);
  }
  for (const component of components) for (const id of component.fact.scopes) wireScope(context, applications.get(id), component);
  wireTracing(context);
  const read = new Set(context.drafts.flatMap((draft) => context.wiring.from(draft).map(({ to }) => to)));
  return components.flatMap(({ fact, to }) => (isSecretStore(fact) && read.has(to) && !context.drafts.includes(to) ? [to] : []));
}

/** Components with what is behind them. One that points to the machine of a developer counts when no other file tells where it is deployed. */
function componentsOf(context: LinkContext): Component[] {
  const facts = context.inventory.daprComponents;
  const deployed = facts.flatMap((fact) => resolved(context, fact, ({ host }, place) => context.findHost(host, place)) ?? []);
  const left = facts.filter((fact) => !deployed.some((one) => one.fact.name === fact.name));
  const local = left.flatMap((fact) => resolved(context, fact, (address) => context.local.at(address, { environment: { variables: new Map() } }, fact.site)) ?? []);
  const found = [...deployed, ...local];
  // A file, the environment, a vault somewhere: all that the workspace knows of a store of secrets.
  const secrets = left.filter((fact, index) => isSecretStore(fact) && !found.some((one) => one.fact.name === fact.name) && left.findIndex(({ name }) => name === fact.name) === index);
  return [...found, ...secrets.map((fact) => ({ fact, to: bareDraft('config', fact.name, [fact.site]), protocol: 'http' }))];
}

function isSecretStore({ type }: DaprComponentFact): boolean {
  return type.startsWith('secretstores.');
}

/** The element behind a component: what its settings name. */
function resolved(context: LinkContext, fact: DaprComponentFact, find: (address: Address, place: Place) => Draft | undefined): Component | undefined {
  const technology = fact.type.slice(fact.type.indexOf('.') + 1);
  const protocol = PROTOCOLS.get(technology) ?? technology;
  const place = fact.namespace === undefined ? {} : { namespace: fact.namespace };
  for (const { value, site } of fact.settings.filter(({ key }) => ADDRESS_SETTING.test(key))) {
    const { text } = context.resolve(value, site.path, { variables: new Map() });
    for (const address of addressesOf(text)) {
      const to = find(address, place);
      if (to !== undefined) return { fact, to, protocol };
    }
  }
  return undefined;
}

/** Protocols of technologies that are not called so themselves. */
const PROTOCOLS: ReadonlyMap<string, string> = new Map([['rabbitmq', 'amqp'], ['mqtt3', 'mqtt'], ['postgresql', 'sql'], ['mysql', 'sql'], ['sqlserver', 'sql'], ['jetstream', 'nats']]);

function wireUse(context: LinkContext, ownership: Ownership, components: readonly Component[], use: UseFact): void {
  for (const draft of ownership.of(use.site.path).drafts) {
    const [runtime] = runtimesOf(context, draft);
    const textIn = (expression: UseFact['target']): string | undefined => {
      const text = expression === undefined || runtime === undefined ? '' : context.resolve(expression, use.site.path, runtime.environment).text;
      return text === '' || text.includes(UNKNOWN_MARK) ? undefined : text;
    };
    const component = componentOf(components, use, textIn(use.target));
    if (component === undefined) continue;
    connect(context, draft, component, kindOf(draft, component, use.relation), { site: use.site, extractor: extractorOf(use.site.path), confidence: 'declared' }, textIn(use.channel), use);
  }
}

/** The component that code names; where nothing tells the name, the only one for messages or for state. */
function componentOf(components: readonly Component[], { relation }: UseFact, name: string | undefined): Component | undefined {
  if (name !== undefined) return components.find(({ fact }) => fact.name === name);
  const block = relation === 'publishes' || relation === 'subscribes' ? 'pubsub.' : relation === 'stores' ? 'state.' : undefined;
  const [only, ...others] = components.filter(({ fact }) => block !== undefined && fact.type.startsWith(block));
  return others.length === 0 ? only : undefined;
}

/** What a binding does depends on what is behind it. */
function kindOf(draft: Draft, { fact, to }: Component, relation: UseFact['relation']): RelationKind {
  return relation === 'calls' || isSecretStore(fact) ? kindByTarget(draft, to) : relation;
}

/** A scope says who uses a component. Where code does not show how: a binding to a broker brings messages in, for sending would be a call in code. */
function wireScope(context: LinkContext, draft: Draft | undefined, component: Component): void {
  const { fact, to } = component;
  // Who may read secrets need not.
  if (isSecretStore(fact) || draft === undefined || context.wiring.from(draft).some((relation) => relation.to === to && relation.evidence.some(({ site }) => isSameComponent(site, fact)))) return;
  const isBinding = fact.type.startsWith('bindings.');
  const kind = isBinding && to.kind === 'broker' ? 'subscribes' : kindByTarget(draft, to);
  const topic = isBinding ? fact.settings.find(({ key }) => /^(?:topic|topics|queueName|channel)$/.test(key)) : undefined;
  const channel = topic && context.resolve(topic.value, topic.site.path, { variables: new Map() }).text;
  connect(context, draft, component, kind, { site: fact.site, extractor: 'kubernetes', confidence: 'config' }, channel);
}

function isSameComponent({ path, span }: Site, { site }: DaprComponentFact): boolean {
  return path === site.path && span.start === site.span.start;
}

function connect(context: LinkContext, from: Draft | undefined, component: Component | undefined, kind: RelationKind, evidence: Evidence, channel?: string, use?: UseFact): void {
  if (from === undefined || component === undefined) return;
  const isMessage = kind === 'publishes' || kind === 'subscribes';
  context.wiring.add({
    from, to: component.to, kind, protocol: component.protocol, evidence: [evidence, { site: component.fact.site, extractor: 'kubernetes', confidence: 'config' }],
    ...(isMessage && channel !== undefined && { channel }), ...(use && { use: { ...use, protocol: component.protocol } }),
    ...(kind === 'stores' && { database: { site: component.fact.site, name: keySpace(from, component.fact) } }),
  });
}

/** A state store keeps the keys of each application apart unless it is told not to (`keyPrefix`). */
function keySpace(from: Draft, { name, settings }: DaprComponentFact): string {
  const prefix = settings.find(({ key }) => key === 'keyPrefix');
  return prefix === undefined || ownText(prefix.value) === 'appid' ? `${name} of ${from.name}` : name;
}

/** Sidecars send traces to where their configuration says. */
function wireTracing(context: LinkContext): void {
  for (const from of context.drafts) {
    for (const unit of from.units) {
      const name = valueOf(unit.annotations.find(({ key }) => key === 'dapr.io/config')?.value);
      const tracing = context.inventory.daprConfigurations.find((one) => one.name === name && one.namespace === unit.namespace)?.tracing;
      if (tracing === undefined) continue;
      const { text } = context.resolve(tracing.value, tracing.site.path, { variables: new Map() });
      for (const { host } of addressesOf(text)) {
        const to = context.findHost(host, { unit });
        if (to !== undefined) context.wiring.add({ from, to, kind: 'telemetry', protocol: 'http', evidence: [{ site: tracing.site, extractor: 'kubernetes', confidence: 'config' }] });
      }
    }
  }
}
