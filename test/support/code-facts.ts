import type { ConstantFact, HandlerFact, RoleFact, UseFact } from '../../src/engine/model/code-facts.js';
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
      case 'handler': return [shortHandler(fact)];
      case 'constant': return [shortConstant(fact)];
      case 'role': return [shortRole(fact)];
      default: return [];
    }
  });
  return [...short, ...problems.map(({ message }) => `problem: ${message}`)];
}

function shortUse({ client, relation, protocol, target, database, channel, method, care }: UseFact): string {
  const timeout = care.timeout && `timeout=${care.timeout.known ? care.timeout.value : '?'}`;
  const retries = care.retries && `retries=${care.retries.known ? care.retries.value : '?'}`;
  const words = [
    relation, protocol, method, target && write(target), database && `database=${write(database)}`, channel && `channel=${write(channel)}`, `(${client})`,
    timeout, retries, care.hasBreaker && (care.hasBreaker === 'unknown' ? 'breaker?' : 'breaker'), care.hasFallback && 'fallback', care.isStream && 'stream',
  ];
  return words.filter((word) => typeof word === 'string').join(' ');
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
    case 'unknown': return '${?}';
    default: return `\${${hole.hole}:${hole.name}/${hole.key}}`;
  }
}
