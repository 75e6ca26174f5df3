import type { UseFact } from '../../model/code-facts.js';
import type { DaprComponentFact } from '../../model/dapr-facts.js';
import type { Evidence, RelationKind } from '../../model/graph.js';
import type { Site } from '../../model/text.js';
import { valueOf } from '../../model/text.js';
import { addressesOf } from '../names/addresses.js';
import { daprComponents, isSecretStore, type Component } from './dapr-components.js';
import { daprApplications } from '../names/dapr-ids.js';
import type { Draft } from '../draft.js';
import type { Externals } from '../calls/externals.js';
import { extractorOf } from '../settings/extractor-names.js';
import type { LinkContext } from '../link-context.js';
import { runtimesOf } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { kindByTarget } from '../calls/relation-kind.js';
import { ownText, UNKNOWN_MARK } from '../names/resolve.js';

/** Relations through Dapr's sidecars: what code does with components, and what scopes and subscriptions say where code does not. Returns what is used and no file deploys. */
export function wireDapr(context: LinkContext, ownership: Ownership, externals: Externals): Draft[] {
  const { all: components, bare } = daprComponents(context, externals);
  const applications = daprApplications(context.inventory.units, context.drafts);
  for (const use of context.inventory.uses) if (use.protocol === 'dapr') wireUse(context, ownership, components, use);
  for (const { component, topic, scopes, site } of context.inventory.daprSubscriptions) {
    const found = components.find(({ fact }) => fact.name === component);
    for (const id of found === undefined ? [] : scopes) connect(context, applications.get(id), found, 'subscribes', { site, extractor: 'kubernetes', confidence: 'config' }, topic);
  }
  for (const component of components) for (const id of component.fact.scopes) wireScope(context, applications.get(id), component);
  wireTracing(context);
  const read = new Set(context.drafts.flatMap((draft) => context.wiring.from(draft).map(({ to }) => to)));
  return bare.filter((draft) => read.has(draft));
}

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
function kindOf(draft: Draft, { fact, to, purpose }: Component, relation: UseFact['relation']): RelationKind {
  return relation === 'calls' || isSecretStore(fact) ? (purpose ?? kindByTarget(draft, to())) : relation;
}

/** A scope says who uses a component. Where code does not show how: a binding to a broker brings messages in, for sending would be a call in code. */
function wireScope(context: LinkContext, draft: Draft | undefined, component: Component): void {
  const { fact } = component;
  // Who may read secrets need not.
  if (isSecretStore(fact) || draft === undefined) return;
  const to = component.to();
  if (context.wiring.from(draft).some((relation) => relation.to === to && relation.evidence.some(({ site }) => isSameComponent(site, fact)))) return;
  const isBinding = fact.type.startsWith('bindings.');
  const kind = isBinding && to.kind === 'broker' ? 'subscribes' : (component.purpose ?? kindByTarget(draft, to));
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
    from, to: component.to(), kind, protocol: component.protocol, evidence: [evidence, { site: component.fact.site, extractor: 'kubernetes', confidence: 'config' }],
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
