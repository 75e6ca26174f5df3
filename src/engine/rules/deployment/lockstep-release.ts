import type { Release } from '../../model/graph.js';
import type { Report, Rule } from '../../model/rule.js';
import { isBusinessService, logicalServices } from '../../model/services.js';
import { listOf } from '../../model/wording.js';

/** So few services are easily released together, and a demonstration has no more. */
const FEWEST_SERVICES = 4;

export const lockstepRelease: Rule = {
  id: 'lockstep-release',
  severity: 'warning',
  preset: 'strict',
  title: 'One pipeline releases many services together',
  why: 'Where one run builds all services, whichever of them changed, nobody releases alone: versions are only tried out in one combination, a red build of one service stops the others, and a change waits for all. Pipelines with a path filter, or with one job per service that may be skipped, are left alone.',
  remedy: 'Give each service a workflow of its own with a filter on its paths, or let the build tool find out which services a change affects.',
  ignoreWhen: 'The services are one product that is only ever delivered as a whole.',
  noFix: 'a filter of paths for the whole run would still release all; one run for each service is another pipeline.',

  *check({ graph }) {
    // Images that are only published leave open what is released when, as in the quadrant's change term.
    for (const release of graph.releases.filter(({ shipping }) => shipping !== undefined)) {
      const services = logicalServices(release.elements.filter(isBusinessService), (element) => element).map(([first]) => first);
      if (services.length >= FEWEST_SERVICES) yield toReport(release, services);
    }
  },
};

function toReport({ trigger, sites: [site, ...rest] }: Release, services: Release['elements'][number][]): Report {
  return {
    site,
    message:
      `${listOf(services.map(({ name }) => name))} are released together by one run (${trigger}), whichever of them changed. ` +
      'Filter by paths, so that a change to one service builds and releases that service alone.',
    related: rest.map((other) => ({ site: other, message: 'Also built here' })),
    elements: services,
  };
}
