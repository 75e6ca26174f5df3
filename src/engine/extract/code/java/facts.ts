import type { Fact } from '../../../model/facts.js';
import type { Path } from '../../../model/text.js';
import { constantsIn } from '../constants.js';
import { hostedServices } from '../hosted-services.js';
import type { Reader } from '../reader.js';
import { usesIn } from '../uses.js';
import { clientBeans } from './client-beans.js';
import { failureHandling } from './failure-handling.js';
import { guardedCalls } from './guarded-calls.js';
import { javaGuards } from './care.js';
import { declaredClients, entryPointsIn, handlersIn, rolesIn } from './declarations.js';
import { httpClients, rpcClients } from './http-clients.js';
import { brokers } from './brokers.js';
import { annotatedMessages } from './listeners.js';
import { propertyConstants } from './properties.js';
import { declaredQueues } from './queues.js';
import { stores } from './stores.js';
import { functionalBindings } from './streams.js';
import { aggregatePublishers, tram } from './tram.js';

const HOSTED = hostedServices('java');

/** All facts of a file for the JVM, whichever of its languages it is written in. */
export function jvmFacts(file: Path, reader: Reader): Fact[] {
  return [
    ...usesIn(file, reader, [httpClients, rpcClients, brokers, tram, stores, HOSTED], javaGuards),
    ...declaredClients(file, reader),
    ...clientBeans(file, reader),
    ...annotatedMessages(file, reader),
    ...functionalBindings(file, reader),
    ...aggregatePublishers(file, reader),
    ...declaredQueues(file, reader),
    ...failureHandling(file, reader),
    ...guardedCalls(file, reader),
    ...handlersIn(file, reader),
    ...rolesIn(file, reader),
    ...entryPointsIn(file, reader),
    ...constantsIn(file, reader),
    ...propertyConstants(file, reader),
  ];
}
