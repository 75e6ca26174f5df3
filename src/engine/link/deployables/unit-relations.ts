import type { UnitFact } from '../../model/deployment-facts.js';
import { folderOf, valueOf, type Site } from '../../model/text.js';
import { hostList, addressesIn, isLoopback } from '../names/addresses.js';
import type { Draft } from '../draft.js';
import type { LinkContext } from '../link-context.js';
import { ownImages } from './unit-names.js';

/** Relations that units state themselves: start order, log drivers, volumes in common. */
export function wireUnits(context: LinkContext): void {
  for (const draft of context.drafts) {
    for (const unit of draft.units) {
      wireStartOrder(context, draft, unit);
      wireLogDriver(context, draft, unit);
    }
  }
  wireVolumes(context);
}

/** Start order is no call; it only confirms a relation that a value already suggests. */
function wireStartOrder(context: LinkContext, draft: Draft, unit: UnitFact): void {
  const targets = [...unit.startsAfter.map(({ target, site }) => ({ target, site })), ...unit.links.map(({ service, site }) => ({ target: service, site }))];
  for (const { target, site } of targets) {
    const to = context.findHost(target, { unit });
    if (to !== undefined) context.wiring.add({ from: draft, to, kind: 'starts-after', evidence: [{ site, extractor: unit.technology, confidence: 'inferred' }] });
  }
}

/** Where the fluentd log driver sends lines unless told otherwise (Docker's documentation). */
const FLUENTD_PORT = 24224;

const LOG_ADDRESSES = ['fluentd-address', 'gelf-address', 'syslog-address', 'splunk-url', 'loki-url', 'logstash-address'];

function wireLogDriver(context: LinkContext, draft: Draft, unit: UnitFact): void {
  const { driver, options } = unit.logging ?? {};
  if (valueOf(driver) === 'fluentd' && driver !== undefined && options?.['fluentd-address'] === undefined) {
    wireLogs(context, draft, unit, publisherOf(context, unit, FLUENTD_PORT), driver.site);
  }
  for (const option of LOG_ADDRESSES) {
    const setting = options?.[option];
    const text = valueOf(setting);
    if (setting === undefined || text === undefined) continue;
    const inUrl = addressesIn(text);
    for (const { host, port } of inUrl.length > 0 ? inUrl : hostList(text)) {
      const to = isLoopback(host) ? publisherOf(context, unit, port) : context.findHost(host, { unit });
      wireLogs(context, draft, unit, to, setting.site);
    }
  }
}

function wireLogs({ wiring }: LinkContext, from: Draft, { technology }: UnitFact, to: Draft | undefined, site: Site): void {
  if (to !== undefined) wiring.add({ from, to, kind: 'telemetry', evidence: [{ site, extractor: technology, confidence: 'declared' }] });
}

/** Log drivers run on the host machine, where other units of the folder publish their ports: the only one that publishes this port. */
function publisherOf({ drafts }: LinkContext, { site: { path } }: UnitFact, port: number | undefined): Draft | undefined {
  const publishers = drafts.filter(({ units }) => units.some((unit) =>
    unit.technology === 'compose' && folderOf(unit.site.path) === folderOf(path) && unit.containers.some(({ published }) => published.some(({ host }) => host !== undefined && host === port))));
  return publishers.length === 1 ? publishers[0] : undefined;
}

/** Elements that mount one named volume, but for the roles of one program, which owns it; an edge from each to the one before it is enough to join them. */
function wireVolumes(context: LinkContext): void {
  const users = new Map<string, { draft: Draft; unit: UnitFact }[]>();
  for (const draft of context.drafts) {
    for (const unit of draft.units) {
      for (const mount of unit.containers.flatMap(({ mounts }) => mounts)) {
        if (mount.source !== 'volume' || mount.name === '') continue;
        // Claims are shared within a namespace, Compose volumes within a file.
        const key = `${unit.technology === 'compose' ? unit.site.path : (unit.namespace ?? '')} ${mount.name}`;
        const known = users.get(key) ?? [];
        const first = known[0];
        if (first !== undefined && first.draft !== draft && !isSameProgram(first.draft, draft)) {
          context.wiring.add({ from: draft, to: first.draft, kind: 'shares', evidence: [{ site: mount.site, extractor: unit.technology, confidence: 'declared' }] });
        }
        known.push({ draft, unit });
        users.set(key, known);
      }
    }
  }
}

/** Whether two run the same image of somebody's own making, or the same code. */
function isSameProgram(a: Draft, b: Draft): boolean {
  const keysOf = ({ codeFolders, units }: Draft): string[] => [...codeFolders.map((folder) => `code ${folder}`), ...units.flatMap(ownImages)];
  const keys = keysOf(a);
  return keysOf(b).some((key) => keys.includes(key));
}
