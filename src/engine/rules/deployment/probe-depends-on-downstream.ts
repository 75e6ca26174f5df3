import { groupBy, uniqueBy } from '../../model/collections.js';
import type { AskedElement, Element, LinkedProbe } from '../../model/graph.js';
import type { Fix, Related, Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import { compareSites } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';

export const probeDependsOnDownstream: Rule = {
  id: 'probe-depends-on-downstream',
  severity: 'error',
  preset: 'recommended',
  title: 'A probe fails when something else is down',
  why: 'A liveness probe restarts its container when it fails. When it asks a database, a broker or another service, their failure restarts every instance of a service that is not broken, again and again, and makes a short failure a long one. A readiness probe takes all instances out at once instead of letting them answer what they still can; that is reported where several services do so for the same thing, or for another service. Looked at are what probes name themselves, the Actuator of Spring Boot with the libraries that are there, and the health checks that ASP.NET runs. A readiness probe that asks its own store is legitimate. Compose only notes what a health check says, unless autoheal restarts what is unhealthy.',
  remedy: 'Let liveness probes ask about the process alone: `/actuator/health/liveness`, an end point without checks. Show the state of others in metrics, and answer without them as far as possible.',
  ignoreWhen: 'A restart is known to mend the connection, and all instances may restart together.',
  sources: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/', 'https://docs.spring.io/spring-boot/reference/actuator/endpoints.html#actuator.endpoints.kubernetes-probes'],

  *check({ graph }) {
    const ordered = [...graph.probes].sort((a, b) => compareSites(a.probe.site, b.probe.site));
    const restarting = ordered.filter(restarts);
    for (const group of groupBy(restarting, ({ element }) => element.id).values()) yield restartReport(group);
    const restarted = new Set(restarting.map(({ element }) => element));
    const removing = ordered.filter(({ probe, element }) => probe.purpose === 'readiness' && !restarted.has(element)).flatMap((linked) => linked.asks.map((asked) => ({ linked, asked })));
    for (const group of groupBy(removing, ({ asked }) => asked.to.id).values()) {
      const waiting = uniqueBy(group.map(({ linked }) => linked.element), ({ id }) => id);
      if (waiting.length > 1 || isBusinessService(group[0].asked.to)) yield removalReport(group, waiting);
    }
  },
};

/** Whether a container is started anew when the probe fails. */
function restarts({ probe: { purpose }, unit }: LinkedProbe): boolean {
  if (purpose === 'health') return unit.labels.some(({ key, value }) => key === 'autoheal' && value.known && value.value.toLowerCase() === 'true');
  return purpose === 'liveness' || purpose === 'startup';
}

function restartReport(group: readonly [LinkedProbe, ...LinkedProbe[]]): Report {
  const first = group.find(({ probe }) => probe.purpose !== 'startup') ?? group[0];
  const { element, probe } = first;
  const targets = targetsOf(group.filter((one) => one.probe.purpose === probe.purpose).flatMap(({ asks }) => asks));
  const names = listOf(targets.map(({ name }) => name));
  const effect = probe.purpose === 'startup' ? `${element.name} does not start, and is restarted over and over, while ${names} ${areDown(targets)}` : `every instance of ${element.name} is restarted while ${names} ${areDown(targets)}`;
  return {
    site: probe.site,
    severity: probe.purpose === 'startup' ? 'warning' : 'error',
    message: `The ${wordFor(first)} of ${element.name} asks ${names}${reasonFor(first)}: ${effect}, although a restart mends nothing. Let it ask about the process alone${adviceFor(first)}.`,
    related: [
      ...group.filter((one) => one !== first).map((one) => ({ site: one.probe.site, message: `The ${wordFor(one)} asks ${listOf(targetsOf(one.asks).map(({ name }) => name))}` })),
      ...placesOf(group.flatMap(({ asks }) => asks)),
    ],
    elements: [element, ...targetsOf(group.flatMap(({ asks }) => asks))],
    fixes: fixesOf(group),
  };
}

function wordFor({ probe: { purpose } }: LinkedProbe): string {
  return purpose === 'health' ? 'health check' : `${purpose} probe`;
}

/** What the probe does not show by itself. */
function reasonFor({ asks, unit, probe }: LinkedProbe): string {
  if (probe.purpose === 'health') return ', and autoheal acts on it';
  if (asks.some(({ how }) => how === 'named')) return '';
  return asks.some(({ site }) => site !== undefined) || unit.technology !== 'kubernetes' ? ' through the checks of the program' : ' through the health indicators of its libraries';
}

function adviceFor({ ownPath }: LinkedProbe): string {
  return ownPath === undefined ? '' : `, as ${ownPath} does`;
}

function areDown(targets: readonly Element[]): string {
  return targets.length === 1 ? 'is down' : 'are down';
}

function targetsOf(asks: readonly AskedElement[]): Element[] {
  return uniqueBy(asks.map(({ to }) => to), ({ id }) => id);
}

/** Where the code asks, and where those are declared that are asked. */
function placesOf(asks: readonly AskedElement[]): Related[] {
  const places = asks.flatMap(({ to, site }): Related[] => [...(site === undefined ? [] : [{ site, message: `${to.name} is asked here` }]), { site: to.definedAt[0], message: `${to.name} is declared here` }]);
  return uniqueBy(places, ({ site }) => siteKey(site));
}

/** One edit for each probe; only where all of them have a path to go to. */
function fixesOf(group: readonly LinkedProbe[]): Fix[] {
  const edits = uniqueBy(group, ({ probe }) => siteKey(probe.site)).map(({ probe: { path }, ownPath }) => (path === undefined || ownPath === undefined ? undefined : { site: path.site, newText: ownPath }));
  const [own] = group.flatMap(({ ownPath }) => ownPath ?? []);
  if (own === undefined || !edits.every((edit) => edit !== undefined)) return [];
  return [{ title: `Ask ${own} instead`, edits, preferred: true }];
}

function removalReport(group: readonly [Readiness, ...Readiness[]], waiting: readonly Element[]): Report {
  const [{ linked, asked: { to } }, ...rest] = group;
  const names = listOf(waiting.map(({ name }) => name));
  return {
    site: linked.probe.site,
    severity: 'warning',
    message: `${waiting.length === 1 ? `The readiness probe of ${names} asks` : `The readiness probes of ${names} all ask`} ${to.name}: while it is down no instance of ${waiting.length === 1 ? 'it' : 'any of them'} gets a request, not even those that need no ${to.name}. Answer what can be answered without ${to.name}, and fail only requests that need it.`,
    related: [...uniqueBy(rest.map((one) => ({ site: one.linked.probe.site, message: `The readiness probe of ${one.linked.element.name} asks it, too` })), ({ site }) => siteKey(site)), ...placesOf(group.map(({ asked }) => asked))],
    elements: [...waiting, to],
  };
}

interface Readiness {
  readonly linked: LinkedProbe;
  readonly asked: AskedElement;
}
