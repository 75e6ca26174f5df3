import type { Container } from '../../model/deployment-facts.js';
import { literalOf } from '../../model/expression.js';
import type { KafkaTopic } from '../../model/graph.js';
import { compareSites, type Setting } from '../../model/text.js';
import type { Inventory } from '../inventory.js';

/** What images of Kafka create at their start: `orders:3:1,stock:1:1`, with the partitions second. */
const CREATED_AT_START = /^(?:KAFKA_CREATE_TOPICS|KAFKA_CFG_CREATE_TOPICS)$/;

/** The creation of one topic in a command: its options up to the next program. */
const CREATION = /kafka-topics(?:\.sh)?\b([^;&|]{0,1000})/g;

/** Topics with their numbers of partitions: objects of Strimzi, variables that images of Kafka read, commands that create them. */
export function kafkaTopics({ topics, units }: Inventory): KafkaTopic[] {
  const declared = topics.map(({ name, partitions }): KafkaTopic => ({ name, partitions, isNumber: partitions.known }));
  const started = units.flatMap(({ containers }) => containers.flatMap((container) => [...ofVariables(container), ...ofCommand(container)]));
  return [...declared, ...started].sort((a, b) => compareSites(a.partitions.site, b.partitions.site));
}

function ofVariables({ environment }: Container): KafkaTopic[] {
  return environment.filter(({ name }) => CREATED_AT_START.test(name)).flatMap(({ value, site }) =>
    (literalOf(value) ?? '').split(/[,\n]/).flatMap((entry) => {
      const [name, partitions] = entry.trim().split(':');
      return name === undefined || name === '' ? [] : [{ name, partitions: settingOf(partitions, site), isNumber: false }];
    }));
}

function ofCommand({ command }: Container): KafkaTopic[] {
  if (command === undefined) return [];
  const { text, site } = command;
  return [...text.matchAll(CREATION)].flatMap(([, options = '']) => {
    const name = /--topic[\s=]+["']?([\w.-]{1,249})/.exec(options)?.[1];
    return name === undefined || !/--create\b/.test(options) ? [] : [{ name, partitions: settingOf(/--partitions[\s=]+["']?(\d+)/.exec(options)?.[1], site), isNumber: false }];
  });
}

/** Without a number the broker decides. */
function settingOf(text: string | undefined, site: KafkaTopic['partitions']['site']): Setting<number> {
  return text !== undefined && /^\d{1,6}$/.test(text) ? { known: true, value: Number(text), site } : { known: false, site };
}
