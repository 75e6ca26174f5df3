import type { ChannelDeclarationFact, ConstantFact, ConsumerSettings, HandlerFact, RoleFact, UseFact } from '../../src/engine/model/code-facts.js';
import type { Expression } from '../../src/engine/model/expression.js';
import type { Extractor } from '../../src/engine/model/facts.js';

/**
 * Facts as short texts, in the order of the file: `calls http GET http://stock:8080/items (rest-template)`.
 * Holes are written as they are in shells: `${env:X}`, `${config:x.y:-fallback}`, `${constant:a.B#C}`, `${?}`.
 */
export function factsOf(extractor: Extractor, path: string, text: string): string[] {
  if (!extractor.accepts(path)) return ['(not accepted)'];
  if (!extractor.mayMatch(text)) return ['(filtered out)'];
  const { facts, problems } = extractor.extract(path, text);
  const short = facts.flatMap((fact) => {
    switch (fact.kind) {
      case 'use': return [shortUse(fact)];
      case 'channel-declaration': return [shortDeclaration(fact)];
      case 'handler': return [shortHandler(fact)];
      case 'constant': return [shortConstant(fact)];
      case 'role': return [shortRole(fact)];
      default: return [];
    }
  });
  return [...short, ...problems.map(({ message }) => `problem: ${message}`)];
}

function shortUse({ client, relation, protocol, target, database, channel, method, care, consumer }: UseFact): string {
  const timeout = care.timeout && `timeout=${care.timeout.known ? care.timeout.value : '?'}`;
  const retries = care.retries && `retries=${care.retries.known ? care.retries.value : '?'}`;
  const words = [
    relation, protocol, method, target && write(target), database && `database=${write(database)}`, channel && `channel=${write(channel)}`, `(${client})`,
    timeout, retries, care.hasBreaker && (care.hasBreaker === 'unknown' ? 'breaker?' : 'breaker'), care.hasFallback && 'fallback', care.isStream && 'stream',
    ...(consumer === undefined ? [] : shortConsumer(consumer)),
  ];
  return words.filter((word) => typeof word === 'string').join(' ');
}

/** `group=orders after-work prefetch=10 dead-letter`; a default in brackets. */
function shortConsumer({ acknowledges, prefetch, defaultPrefetch, hasDeadLetter, group }: ConsumerSettings): (string | undefined)[] {
  const limit = prefetch === undefined ? defaultPrefetch && `prefetch=(${defaultPrefetch})` : `prefetch=${prefetch.known ? prefetch.value : '?'}`;
  return [group && `group=${write(group)}`, acknowledges && (acknowledges.known ? acknowledges.value : 'acknowledges?'), limit || undefined, flag('dead-letter', hasDeadLetter)];
}

/** `declares amqp orders from=shop dead-letter bounded (rabbitmq)`. */
function shortDeclaration({ client, protocol, channel, boundTo, hasDeadLetter, isBounded, isTemporary }: ChannelDeclarationFact): string {
  const words = ['declares', protocol, write(channel), boundTo && `from=${write(boundTo)}`, flag('dead-letter', hasDeadLetter), flag('bounded', isBounded), isTemporary ? 'temporary' : undefined, `(${client})`];
  return words.filter((word) => word !== undefined).join(' ');
}

function flag(name: string, value: boolean | 'unknown'): string | undefined {
  return value === 'unknown' ? `${name}?` : value ? name : undefined;
}

function shortHandler({ method, path, framework }: HandlerFact): string {
  return `serves ${method} ${write(path)} (${framework})`;
}

function shortConstant({ name, value }: ConstantFact): string {
  return `constant ${name} = ${write(value)}`;
}

function shortRole({ role }: RoleFact): string {
  return `is a ${role}`;
}

/** An expression as one text. */
export function write(expression: Expression): string {
  return expression.map((part) => (typeof part === 'string' ? part : writeHole(part))).join('');
}

function writeHole(hole: Exclude<Expression[number], string>): string {
  const fallback = 'fallback' in hole && hole.fallback !== undefined ? `:-${write(hole.fallback)}` : '';
  switch (hole.hole) {
    case 'environment': return `\${env:${hole.name}${fallback}}`;
    case 'config': return `\${config:${hole.name}${fallback}}`;
    case 'constant': return `\${constant:${hole.specifier}#${hole.name}${fallback}}`;
    case 'substitution': return `\${${hole.name}${fallback}}`;
    case 'argument': return `\${${hole.names.join('|')}(${[hole.index, hole.path].filter((step) => step !== '').join('.')})}`;
    case 'template': return hole.action;
    case 'unknown': return '${?}';
    default: return `\${${hole.hole}:${hole.name}/${hole.key}}`;
  }
}
