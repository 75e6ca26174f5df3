import { uniqueBy } from '../../model/collections.js';
import { withVariables } from '../../model/commands.js';
import type { Container, UnitFact } from '../../model/deployment-facts.js';
import type { AskedElement, Element, LinkedProbe } from '../../model/graph.js';
import type { Asked, Probe } from '../../model/health-facts.js';
import { valueOf, type Site } from '../../model/text.js';
import { addressesOf } from '../names/addresses.js';
import { manifestsAround } from '../deployables/code-folders.js';
import { mainContainers } from '../deployables/containers.js';
import type { Draft } from '../draft.js';
import { append } from '../inventory.js';
import { runtimesOf, type LinkContext, type Runtime } from '../link-context.js';
import type { Ownership } from '../ownership/ownership.js';
import { UNKNOWN_MARK } from '../names/resolve.js';
import { hostsIn, ownPathsIn } from './commands.js';
import { actuatorHealth } from './spring.js';

/** Kinds whose probes are looked at: what this system's people write. Ready-made servers ask their cluster on purpose. */
const PROBED: ReadonlySet<Draft['kind']> = new Set(['service', 'gateway', 'auth', 'config', 'registry', 'webserver']);

/** Kinds of relations whose target an answer may wait for. */
const USES: ReadonlySet<string> = new Set(['calls', 'stores', 'publishes', 'subscribes']);

/** Whom a probe asks besides the program that it is about. */
interface Found {
  readonly to: Draft;
  readonly how: AskedElement['how'];
  readonly site?: Site;
}

interface Subject {
  readonly context: LinkContext;
  readonly draft: Draft;
  readonly runtime: Runtime;
  readonly health: HealthOf;
}

/** Probes that are known to ask other elements, in the order of their elements and files; needs all relations. */
export function linkProbes(context: LinkContext, ownership: Ownership, elements: ReadonlyMap<Draft, Element>): LinkedProbe[] {
  const health = indexHealth(context, ownership);
  return [...elements].flatMap(([draft, element]): LinkedProbe[] => {
    if (!PROBED.has(draft.kind) || draft.isTask || draft.units.every(({ containers }) => containers.every(({ probes }) => probes.length === 0))) return [];
    return runtimesOf(context, draft).flatMap((runtime) => (runtime.unit === undefined ? [] : mainContainers(runtime.unit)).flatMap((container): LinkedProbe[] =>
      container.probes.flatMap((probe) => toLinked({ context, draft, runtime, health }, element, container, probe, elements))));
  });
}

function toLinked(subject: Subject, element: Element, container: Container, probe: Probe, elements: ReadonlyMap<Draft, Element>): LinkedProbe[] {
  const { unit } = subject.runtime;
  if (unit === undefined) return [];
  const path = probe.host === undefined ? valueOf(probe.path) : undefined;
  const paths = path === undefined ? ownPathsIn(probe.command ?? '') : [path];
  const springs = paths.map((one) => springHealth(subject, unit, one));
  const found = [...named(subject, unit, container, probe), ...paths.flatMap((one) => endpoints(subject, one)), ...fitting(subject.draft, springs.flatMap((one) => one?.technologies ?? []), subject.context)];
  const asks = found.flatMap(({ to, how, site }): AskedElement[] => {
    const asked = elements.get(to);
    return asked === undefined || to === subject.draft || asked.deploymentUnit === element.deploymentUnit ? [] : [{ to: asked, how, ...(site && { site }) }];
  });
  const [first, ...others] = uniqueBy(asks, ({ to }) => to.id);
  const ownPath = springs[0]?.ownPath ?? subject.health.ownPath(subject.draft, path, subject.runtime);
  return first === undefined ? [] : [{ element, unit, probe, asks: [first, ...others], ...(ownPath !== undefined && { ownPath }) }];
}

/** Hosts that the probe itself names. */
function named({ context, draft, runtime }: Subject, unit: UnitFact, container: Container, { host, command }: Probe): Found[] {
  const variable = (name: string): string | undefined => {
    const { text } = context.resolve([{ hole: 'environment', name }], unit.site.path, runtime.environment);
    return text.includes(UNKNOWN_MARK) ? undefined : text;
  };
  const hosts = [...(valueOf(host) ?? '').split(/\s/, 1).filter((one) => one !== ''), ...(command === undefined ? [] : hostsIn(withVariables(command, variable)))];
  return hosts.flatMap((one): Found[] => {
    const to = one === container.name ? undefined : context.findHost(one, { unit });
    return to === undefined || to === draft ? [] : [{ to, how: 'named' }];
  });
}

/** What an end point of the program's framework asks, as the program registers it. */
function endpoints({ context, draft, runtime, health }: Subject, path: string): Found[] {
  const checks = health.checksBehind(draft, path, runtime);
  return checks.flatMap(({ asks, site }): Found[] => {
    if (asks.technology !== 'http') return fitting(draft, [asks.technology], context).map((found) => ({ ...found, site }));
    const text = asks.target === undefined ? '' : context.resolve(asks.target, site.path, runtime.environment).text;
    return addressesOf(text).flatMap(({ host }): Found[] => {
      const to = context.findHost(host, { ...(runtime.unit && { unit: runtime.unit }) });
      return to === undefined ? [] : [{ to, how: 'framework', site }];
    });
  });
}

/** The engines that a name in a check stands for, besides its own. */
const ENGINES: ReadonlyMap<string, readonly string[]> = new Map([
  ['sql', ['postgres', 'mysql', 'mariadb', 'mssql', 'oracle', 'cockroachdb']], ['postgres', ['cockroachdb']], ['mysql', ['mariadb']], ['kafka', ['redpanda']],
]);

/** What the program uses of the technologies that its checks ask. */
function fitting(draft: Draft, technologies: readonly string[], { wiring }: LinkContext): Found[] {
  const engines = new Set(technologies.flatMap((technology) => [technology, ...(ENGINES.get(technology) ?? [])]));
  return wiring.from(draft).filter(({ to, kind }) => USES.has(kind) && to.engine !== undefined && engines.has(to.engine)).map(({ to }) => ({ to, how: 'framework' }));
}

function springHealth({ context, draft, runtime }: Subject, unit: UnitFact, path: string): ReturnType<typeof actuatorHealth> {
  const manifests = manifestsAround(context.inventory, draft.codeFolders);
  const configured = (name: string): string | undefined => {
    const { text } = context.resolve([{ hole: 'config', name, fallback: [''] }], unit.site.path, runtime.environment);
    return text.includes(UNKNOWN_MARK) ? undefined : text;
  };
  const version = manifests.find(({ framework }) => framework !== undefined)?.framework;
  return actuatorHealth(path, manifests.flatMap(({ dependencies }) => dependencies), configured, version);
}

interface Check {
  readonly asks: Asked;
  readonly site: Site;
}

/** What programs say of their own health. */
interface HealthOf {
  /** The checks that are run when a path is asked for. */
  checksBehind(draft: Draft, path: string, runtime: Runtime): readonly Check[];
  /** The path that runs none, or some, where it is named after the life of the program. */
  ownPath(draft: Draft, path: string | undefined, runtime: Runtime): string | undefined;
}

function indexHealth({ inventory, resolve }: LinkContext, ownership: Ownership): HealthOf {
  const checks = new Map<Draft, Check[]>();
  const endpoints = new Map<Draft, LinkContext['inventory']['healthEndpoints']>();
  for (const { asks, site } of inventory.healthChecks) for (const draft of ownership.of(site.path).drafts) append(checks, draft, { asks, site });
  for (const fact of inventory.healthEndpoints) for (const draft of ownership.of(fact.site.path).drafts) append(endpoints, draft, fact);
  const pathsOf = (draft: Draft, { environment }: Runtime, runsAll: boolean): string[] =>
    (endpoints.get(draft) ?? []).filter((one) => one.runsAll === runsAll).map(({ path, site }) => resolve(path, site.path, environment).text);
  return {
    checksBehind: (draft, path, runtime) => (pathsOf(draft, runtime, true).includes(path) && !pathsOf(draft, runtime, false).includes(path) ? (checks.get(draft) ?? []) : []),
    ownPath: (draft, path, runtime) => (path !== undefined && pathsOf(draft, runtime, true).includes(path) ? pathsOf(draft, runtime, false).find((one) => /live|alive|self/i.test(one) && !one.includes(UNKNOWN_MARK)) : undefined),
  };
}
