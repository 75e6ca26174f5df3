import { groupBy } from '../../model/collections.js';
import type { Element, KafkaTopic, MessageConsumer } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import { count, listOf } from '../../model/wording.js';

export const consumersExceedPartitions: Rule = {
  id: 'consumers-exceed-partitions',
  severity: 'warning',
  preset: 'recommended',
  title: 'More consumers than partitions',
  why: 'A partition of a topic is read by one member of a consumer group at a time. Instances beyond the number of partitions, of all topics that the group reads together, get no message at all: scaling further costs and cannot help. It counts where the number of partitions of every topic that the group reads is written down, and the number of instances too: replicas, or the maximum of an autoscaler.',
  remedy: 'Give the topic as many partitions as instances may run, or let no more run. With other partitions messages of one key move to another one, so that their order is lost once.',
  ignoreWhen: 'The instances beyond stand by on purpose, or do other work too.',
  sources: ['https://kafka.apache.org/documentation/#intro_consumers'],

  *check({ graph: { messaging: { consumers, topics } } }) {
    const known = groupBy(topics, ({ name }) => name);
    const reading = consumers.filter(({ element, use }) => use.protocol === 'kafka' && isBusinessService(element));
    for (const all of groupBy(reading, ({ element }) => element.id).values()) {
      const report = toReport(all, known);
      if (report !== undefined) yield report;
    }
  },
};

/** A topic as it is written with most partitions: another environment may have fewer. */
function largest(topics: readonly KafkaTopic[]): KafkaTopic | undefined {
  if (topics.some(({ partitions }) => !partitions.known)) return undefined;
  return topics.reduce<KafkaTopic | undefined>((most, topic) => (most === undefined || partitionsOf(topic) > partitionsOf(most) ? topic : most), undefined);
}

function partitionsOf({ partitions }: KafkaTopic): number {
  return partitions.known ? partitions.value : 0;
}

function toReport(consumers: readonly [MessageConsumer, ...MessageConsumer[]], known: ReadonlyMap<string, readonly KafkaTopic[]>): Report | undefined {
  const [{ element, group, use, mostInstances }] = consumers;
  // Several groups share the instances in ways of their own, and without a group each instance reads everything.
  if (group === undefined || mostInstances?.known !== true || consumers.some((consumer) => consumer.group !== group)) return undefined;
  const topics = consumers.map(({ channel }) => largest(known.get(channel ?? '') ?? []));
  if (!topics.every((topic) => topic !== undefined)) return undefined;
  // How partitions of several topics are dealt out depends on the assignor: each of them may go to another instance.
  const read = [...new Set(topics)];
  const partitions = read.reduce((sum, topic) => sum + partitionsOf(topic), 0);
  const [top, ...others] = read;
  if (top === undefined || partitions < 1 || mostInstances.value <= partitions) return undefined;
  const idle = mostInstances.value - partitions;
  return {
    site: mostInstances.site,
    message:
      `${element.name} may run ${count(mostInstances.value, 'instance')}, yet ${others.length === 0 ? `the topic ${top.name} has` : `the topics ${listOf(read.map(({ name }) => name))} together have`} ${count(partitions, 'partition')}: ` +
      `${idle} of them ${idle === 1 ? 'gets' : 'get'} no message in the group ${group}. Give ${others.length === 0 ? `it ${mostInstances.value} partitions` : 'them more partitions'}, or run no more than ${partitions}.`,
    related: [
      ...read.map(({ name, partitions: { site } }) => ({ site, message: `The partitions of ${name}` })),
      { site: use.site, message: `${element.name} reads ${consumers[0].channel ?? ''} here` },
    ],
    elements: [element],
    fixes: fixesOf(element, others.length === 0 ? top : undefined, mostInstances.value, partitions, mostInstances.site),
  };
}

/** One instance alone would be another worry. */
const FEWEST_INSTANCES = 2;

function fixesOf({ name, replicas }: Element, top: KafkaTopic | undefined, instances: number, partitions: number, site: Report['site']): Fix[] {
  const more: Fix[] = top?.isNumber === true ? [{ title: `Give ${top.name} ${instances} partitions (messages of one key move once, out of their order)`, edits: [{ site: top.partitions.site, newText: String(instances) }], preferred: false }] : [];
  const least = replicas?.known === true && replicas.site.span.start !== site.span.start ? replicas.value : FEWEST_INSTANCES;
  const fewer: Fix[] = partitions >= Math.max(FEWEST_INSTANCES, least) ? [{ title: `Run no more than ${partitions} instances of ${name}`, edits: [{ site, newText: String(partitions) }], preferred: false }] : [];
  return [...more, ...fewer];
}
