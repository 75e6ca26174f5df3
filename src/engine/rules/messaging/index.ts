import type { Rule } from '../../model/rule.js';
import { brokerBypass } from './broker-bypass.js';
import { brokerSingleNode } from './broker-single-node.js';
import { consumerWithoutBackpressure } from './consumer-without-backpressure.js';
import { consumersExceedPartitions } from './consumers-exceed-partitions.js';
import { danglingChannel } from './dangling-channel.js';
import { queueUnbounded } from './queue-unbounded.js';
import { queueWithoutDeadLetter } from './queue-without-dead-letter.js';
import { rpcOverBroker } from './rpc-over-broker.js';
import { sharedConsumerGroup } from './shared-consumer-group.js';

export const messagingRules: readonly Rule[] = [
  brokerBypass,
  brokerSingleNode,
  consumerWithoutBackpressure,
  consumersExceedPartitions,
  danglingChannel,
  queueUnbounded,
  queueWithoutDeadLetter,
  rpcOverBroker,
  sharedConsumerGroup,
];
