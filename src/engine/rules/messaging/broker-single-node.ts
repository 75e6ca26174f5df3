import { groupBy } from '../../model/collections.js';
import type { UnitFact } from '../../model/deployment-facts.js';
import type { CouplingGraph, Element } from '../../model/graph.js';
import { describedBy, instanceKey, runsOnce } from '../../model/instances.js';
import { isTrialPath } from '../../model/paths.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { isBusinessService, systemServices } from '../../model/services.js';
import { fill } from '../../model/text.js';
import { count, listOf } from '../../model/wording.js';

/** Services from which on a broker is one that the system stands on. */
const MANY = 3;

/** Share of the services, 0..1, that makes it one in a small system: of three services two. */
const MOST = 0.5;

/** Brokers that know no cluster. */
const ALONE: ReadonlySet<string> = new Set(['mosquitto', 'mqtt', 'activemq-classic']);

/** What operators run: they make a cluster of what has more nodes. */
const OPERATED = new Set(['RabbitmqCluster', 'Kafka']);

export const brokerSingleNode: Rule = {
  id: 'broker-single-node',
  severity: 'warning',
  preset: 'recommended',
  title: 'One node of a broker carries many services',
  why: 'A broker keeps services apart in time only while it runs. On a single node an update or a failure stops all messages at once, and what was not written to a disk that outlives the node is lost. Reported is a broker with one node through which three services talk, or most of the services of a small system. A Compose file runs everything on one machine and is often meant for development, so there this is only information, and nothing is said of it where Kubernetes manifests describe the system too.',
  remedy: 'Run three nodes of the broker as a cluster, with quorum queues or replicated topics, or take a managed one.',
  ignoreWhen: 'The file describes a development set-up, or a pause of all messages is acceptable and none is kept.',
  sources: ['https://www.rabbitmq.com/docs/production-checklist', 'https://www.rabbitmq.com/docs/quorum-queues'],

  *check({ graph }) {
    const technology = describedBy(graph);
    const services = systemServices(graph).length;
    const users = usersOf(graph);
    const peers = groupBy(graph.elements.values(), instanceKey);
    for (const element of graph.elements.values()) {
      const attached = users.get(element) ?? [];
      const unit = element.units.find((candidate) => candidate.technology === technology && !isTrialPath(candidate.site.path));
      if (element.kind !== 'broker' || unit === undefined || !carriesMuch(attached.length, services)) continue;
      // Several of one name are a cluster, whose members are listed one by one.
      if ((peers.get(instanceKey(element))?.length ?? 0) > 1 || !runsOnce(element, technology)) continue;
      yield toReport(element, unit, attached);
    }
  },
};

function carriesMuch(users: number, services: number): boolean {
  return users >= MANY || (users > 1 && users >= services * MOST);
}

/** Services that send or take messages through each broker. */
function usersOf({ relations }: CouplingGraph): ReadonlyMap<Element, readonly Element[]> {
  const users = new Map<Element, Set<Element>>();
  for (const { from, to, kind, confidence } of relations) {
    if ((kind !== 'publishes' && kind !== 'subscribes') || confidence === 'inferred' || !isBusinessService(from)) continue;
    users.set(to, (users.get(to) ?? new Set()).add(from));
  }
  return new Map([...users].map(([broker, services]) => [broker, [...services]]));
}

function toReport(broker: Element, unit: UnitFact, users: readonly Element[]): Report {
  const isCompose = unit.technology === 'compose';
  const advice = ALONE.has(broker.engine ?? '') ? 'take a broker that runs as a cluster, or let the services keep what they cannot send' : 'run three nodes as a cluster, with queues or topics that are replicated';
  return {
    site: unit.replicas?.site ?? unit.site,
    severity: isCompose ? 'info' : 'warning',
    message: `${broker.name} runs as a single node, and ${count(users.length, 'service')} exchange messages through it: ${listOf(users.map(({ name }) => name))}. While it is down or updated none of them gets a message. ${isCompose ? 'Where this runs for others, ' : ''}${isCompose ? advice : advice.charAt(0).toUpperCase() + advice.slice(1)}.`,
    elements: [broker, ...users],
    fixes: fixesOf(broker, unit),
  };
}

/** More of what nobody makes a cluster of would be several brokers with a part of the messages each. */
function fixesOf({ units }: Element, unit: UnitFact): Fix[] {
  if (!OPERATED.has(unit.workload) || units.length > 1) return [];
  const edit = unit.replicas !== undefined ? { site: unit.replicas.site, newText: '3' } : unit.slots.replicas && fill(unit.slots.replicas, { replicas: 3 });
  return edit === undefined ? [] : [{ title: 'Run three nodes', edits: [edit], preferred: false }];
}
