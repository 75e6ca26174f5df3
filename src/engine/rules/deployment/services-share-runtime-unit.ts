import { groupBy } from '../../model/collections.js';
import type { Element } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { isBusinessService, logicalServices } from '../../model/services.js';
import { valueOf, type Site } from '../../model/text.js';
import { listOf } from '../../model/wording.js';

export const servicesShareRuntimeUnit: Rule = {
  id: 'services-share-runtime-unit',
  severity: 'warning',
  preset: 'recommended',
  title: 'Services share one network namespace',
  why: 'Services that run in the network namespace of another one are started, stopped, moved and scaled together with it, and must agree on their ports: they are one deployable in several containers. Proxies, agents and a worker of the same code are right to be there and are left alone.',
  remedy: 'Give each service a network identity of its own and let it call the other one by its name.',
  ignoreWhen: 'The containers are parts of one service, and are always released together.',
  sources: ['https://docs.docker.com/reference/compose-file/services/#network_mode'],

  *check({ graph }) {
    const services = [...graph.elements.values()].filter(isBusinessService);
    for (const group of groupBy(services, ({ deploymentUnit }) => deploymentUnit).values()) {
      const parts = logicalServices(group, (element) => element).map(([first]) => first);
      if (parts.length > 1) yield* toReport(parts, graph.elements);
    }
  },
};

function* toReport(parts: readonly Element[], elements: ReadonlyMap<string, Element>): Iterable<Report> {
  const guests = parts.flatMap((element) => {
    const site = joinedAt(element);
    return site === undefined ? [] : [{ element, site }];
  });
  const [first, ...rest] = guests;
  if (first === undefined) return;
  const host = elements.get(first.element.deploymentUnit);
  const names = guests.map(({ element }) => element.name);
  const isOne = rest.length === 0;
  yield {
    site: first.site,
    message:
      `${listOf(names)} ${isOne ? 'runs' : 'run'} in the network namespace of ${host?.name ?? 'another service'}: ${isOne ? 'both' : 'all'} restart, move and scale together and share their ports. ` +
      `Drop network_mode and let ${listOf(names)} call ${host?.name ?? 'it'} by its name.`,
    related: rest.map(({ element, site }) => ({ site, message: `${element.name} joins it here` })),
    elements: parts,
    fixes: fixesOf(guests.map(({ element }) => element)),
  };
}

/** Whoever joined by this line alone leaves by taking it out. What called the other on `localhost` has to be told its name, which the title says. */
function fixesOf(guests: readonly Element[]): Fix[] {
  const lines = guests.map(({ units }) => units.filter(({ networkMode }) => networkMode !== undefined).map(({ networkModeRemoval }) => networkModeRemoval));
  const removals = lines.flat();
  if (!removals.every((site) => site !== undefined)) return [];
  return [{ title: `Give ${listOf(guests.map(({ name }) => name))} a network identity (replace localhost by service names yourself)`, edits: removals.map((site) => ({ site, newText: '' })), preferred: false }];
}

/** Where the element says whose namespace it runs in. */
function joinedAt({ units }: Element): Site | undefined {
  return units.map(({ networkMode }) => networkMode).find((mode) => /^service:/.test(valueOf(mode) ?? ''))?.site;
}
