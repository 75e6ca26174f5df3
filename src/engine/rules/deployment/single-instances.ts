import type { UnitFact } from '../../model/deployment-facts.js';
import type { CouplingGraph, Element } from '../../model/graph.js';
import { runsOnce } from '../../model/instances.js';
import { isTrialPath } from '../../model/paths.js';
import type { Report } from '../../model/rule.js';
import { systemServices } from '../../model/services.js';
import { compareText, type Site } from '../../model/text.js';
import { listOf } from '../../model/wording.js';

/** Services of a cluster from which on running once is a habit, not a choice for one of them. */
const FEWEST = 3;

/** A service that runs once, with its number of instances, else its name. */
interface Single {
  readonly element: Element;
  readonly site: Site;
}

/**
 * Tells that all services of a cluster run once, where none of them is a hub: no failure stops much, and yet every node that is drained stops
 * something, which a second instance in a cluster that is there anyway would prevent. Where one has more, somebody has thought about the others.
 */
export function singleInstances(graph: CouplingGraph): Report | undefined {
  const deployed = systemServices(graph).flatMap((element) => {
    const unit = element.units.find(({ technology, site }) => technology === 'kubernetes' && !isTrialPath(site.path));
    return unit === undefined || element.isTask ? [] : [{ element, unit }];
  });
  const singles = deployed.flatMap(({ element, unit }) => (runsOnce(element, 'kubernetes') ? [{ element, site: siteOf(unit) }] : []));
  const [first, ...rest] = singles.sort((a, b) => compareText(a.element.name, b.element.name));
  if (first === undefined || singles.length < FEWEST || singles.length < deployed.length) return undefined;
  return toReport([first, ...rest]);
}

function siteOf({ replicas, site }: UnitFact): Site {
  return replicas?.site ?? site;
}

function toReport(singles: readonly [Single, ...Single[]]): Report {
  const [first, ...rest] = singles;
  return {
    site: first.site,
    severity: 'info',
    message: `All ${singles.length} services run as a single instance in Kubernetes: ${listOf(singles.map(({ element }) => element.name))}. Each is away when its node is drained or its pod fails. Run at least two instances of those that somebody waits for.`,
    related: rest.map(({ element, site }) => ({ site, message: `${element.name} runs once, too` })),
    elements: singles.map(({ element }) => element),
  };
}
