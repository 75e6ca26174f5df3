import { NO_CARE, type UseFact } from '../../model/code-facts.js';
import type { Path, Site } from '../../model/text.js';
import { ts } from '../../syntax/typescript.js';
import { brokers, messageOfUnknownClient } from './brokers/index.js';
import { callSitesOf } from './call-sites.js';
import type { Exposed } from './exposed.js';
import { usesOfClasses } from './derived-classes.js';
import { hostedServices } from './hosted-services.js';
import { httpClients } from './http-clients.js';
import type { Recogniser, Use } from './library-call.js';
import { nestMicroservices } from './nest.js';
import { siteOf } from './options.js';
import type { Call, Chain } from './origin.js';
import type { Reader } from './reader.js';
import { grpcClient, rpcClients } from './rpc-clients.js';
import { stores } from './stores.js';
import { isUnknown } from './text-values.js';

const TABLES: readonly Readonly<Record<string, Recogniser>>[] = [httpClients, rpcClients, stores, brokers, nestMicroservices, hostedServices];

/** What one call was found to use. */
interface FoundUse {
  readonly use: Use;
  readonly call: Call;
  readonly chain?: Chain;
}

/** The clients that a file opens and calls. */
export function usesIn(path: Path, reader: Reader, exposed: Exposed): UseFact[] {
  const found = reader.declarations.calls.flatMap((call) => usesOfCall(path, call, reader, exposed));
  const instances = new Set(found.flatMap(({ chain }) => chain?.calls ?? []));
  const facts = found
    .filter(({ use, call }) => !(use.isInstance === true && instances.has(call)))
    .map(({ use, call }) => toFact(path, use, call));
  return [...withoutRepeats(facts), ...usesOfClasses(path, reader)];
}

/** Callers of one wrapper often pass on the same target. */
function withoutRepeats(facts: readonly UseFact[]): UseFact[] {
  const known = new Set<string>();
  return facts.filter(({ client, relation, target, database, channel, site }) => {
    const key = JSON.stringify([client, relation, target, database, channel, site.span.start]);
    return !known.has(key) && known.add(key);
  });
}

/** A wrapper may be called by a wrapper, or hold what its constructor was given. */
const MAX_WRAPPERS = 2;

function usesOfCall(path: Path, call: Call, reader: Reader, exposed: Exposed, wrappers = 0): FoundUse[] {
  reader.begin();
  const found = recognise(path, call, reader);
  const open = { parameters: [...reader.openParameters], loops: [...reader.openLoops] };
  if (found.length === 0 || open.parameters.length + open.loops.length === 0 || wrappers === MAX_WRAPPERS) return found;
  // A wrapper around a client: what its callers in this file pass on is the target.
  const passed = callSitesOf(open, reader).flatMap((inside) => usesOfCall(path, call, inside, exposed, wrappers + 1));
  const known = passed.filter(({ use }) => !isUnknown(use.target ?? use.channel ?? { parts: [] }));
  if (known.length > 0 || wrappers > 0) return known.length > 0 ? known : found;
  return open.parameters.some((parameter) => exposed().has(parameter.parent)) ? recognise(path, call, reader.exposing(exposed())) : found;
}

function recognise(path: Path, node: Call, reader: Reader): FoundUse[] {
  const grpc = grpcClient({ path, node, reader });
  if (grpc.length > 0) return grpc.map((use) => ({ use, call: node }));
  const chain = reader.chain(node.expression);
  const recognisers = chain === undefined ? [] : TABLES.flatMap((table) => (Object.hasOwn(table, chain.module) ? [table[chain.module]] : []));
  if (chain === undefined || recognisers.length === 0) return messageOfUnknownClient({ path, node, reader }).map((use) => ({ use, call: node }));
  return recognisers.flatMap((recogniser) => recogniser?.({ path, node, reader, chain }) ?? []).map((use) => ({ use, call: node, chain }));
}

function toFact(path: Path, use: Use, call: Call): UseFact {
  const { client, relation, protocol, method, target, hosted, database, channel, consumer, forwards, awaitsReply, care = NO_CARE } = use;
  const literal = target?.literal;
  return {
    kind: 'use',
    client,
    relation,
    protocol,
    ...(method && { method }),
    ...(target && target.parts.length > 0 && { target: target.parts }),
    ...(hosted !== undefined && { hosted }),
    ...(database && database.parts.length > 0 && { database: database.parts }),
    ...(channel && channel.parts.length > 0 && { channel: channel.parts }),
    care,
    ...(forwards && { forwards }),
    ...(awaitsReply && { awaitsReply }),
    ...(consumer && { consumer }),
    site: firstLineOf(path, call),
    ...(literal && { targetSite: siteOf(path, literal) }),
    ...(channel?.literal && channel.parts.length === 1 && { channelSite: siteOf(path, channel.literal) }),
  };
}

/** A call up to the end of its first line: what an editor should underline. */
function firstLineOf(path: Path, call: Call): Site {
  const { text } = call.getSourceFile();
  // In a chain over several lines, the line with the last name is the call.
  const callee = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
  const start = text.slice(call.getStart(), callee.getStart()).includes('\n') ? callee.getStart() : call.getStart();
  const lineEnd = text.indexOf('\n', callee.getEnd());
  const end = lineEnd < 0 ? call.getEnd() : Math.min(call.getEnd(), lineEnd);
  return { path, span: { start, end: start + text.slice(start, end).trimEnd().length } };
}
