import type { TopicFact, UnitFact } from '../../model/deployment-facts.js';
import { literal } from '../../model/expression.js';
import { mappingSlot } from '../../syntax/yaml-slots.js';
import { get, numberOf, textOf } from '../../syntax/yaml.js';
import type { Manifest, ReaderEntry } from './manifest.js';
import { defined, settingAt } from './reading.js';

/** A broker that an operator runs: what it is asked for is one object. */
interface Operated {
  readonly image: string;
  /** The way to the mapping that holds `replicas`. */
  readonly counted: readonly string[];
  /** Ends of the names of the Services that the operator makes. */
  readonly services: readonly string[];
  /** Whether the object may leave the number of nodes to other objects. */
  readonly mayCountElsewhere: boolean;
}

/** RabbitMQ's cluster operator: one node unless it says more; the Service has the name of the cluster. */
const RABBITMQ: Operated = { image: 'rabbitmq', counted: ['spec'], services: ['', '-nodes'], mayCountElsewhere: false };

/** Strimzi: node pools may count the brokers. */
const KAFKA: Operated = { image: 'kafka', counted: ['spec', 'kafka'], services: ['-kafka-bootstrap', '-kafka-brokers'], mayCountElsewhere: true };

function operatedUnit({ file, root, type, header }: Manifest, { image, counted, services, mayCountElsewhere }: Operated): UnitFact {
  const holder = get(root, ...counted);
  const stated = settingAt(file, holder, 'replicas', numberOf);
  const replicas = stated ?? (mayCountElsewhere ? { known: false as const, site: header.site } : undefined);
  return {
    kind: 'unit', technology: 'kubernetes', workload: type.slice(type.indexOf('/') + 1), ...header,
    aliases: services.map((end) => header.name + end).filter((name) => name !== header.name),
    labels: [], annotations: [],
    containers: [{ name: image, init: false, image: { value: literal(image), site: header.site }, environment: [], envFiles: [], envFrom: [], ports: [], published: [], mounts: [], probes: [] }],
    startsAfter: [], links: [], profiles: [], networks: [], extraHosts: [],
    slots: defined({ replicas: replicas === undefined ? mappingSlot(file.path, file.text, holder) : undefined }),
    ...defined({ replicas }),
  };
}

/** Strimzi: the object is called after the topic, unless that has a name which no object may have. */
function topicFact({ file, root, header: { name, site } }: Manifest): TopicFact {
  const spec = get(root, 'spec');
  return { kind: 'topic', name: textOf(get(spec, 'topicName')) ?? name, partitions: settingAt(file, spec, 'partitions', numberOf) ?? { known: false, site }, site };
}

export const OPERATOR_READERS: readonly ReaderEntry[] = [
  ['rabbitmq.com/RabbitmqCluster', (manifest) => operatedUnit(manifest, RABBITMQ)],
  ['kafka.strimzi.io/Kafka', (manifest) => operatedUnit(manifest, KAFKA)],
  ['kafka.strimzi.io/KafkaTopic', topicFact],
];
