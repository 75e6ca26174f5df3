import { NO_CARE, type UseFact, type UseRelation } from '../../model/code-facts.js';
import type { Path } from '../../model/text.js';
import { ts } from '../../syntax/typescript.js';
import { siteOf } from './options.js';
import type { Reader } from './reader.js';
import { memberOfClass } from './syntax-shapes.js';
import { textOf } from './text.js';
import { isUnknown } from './text-values.js';

/** Fields by which a class tells its base class what to publish or to listen to. */
const CHANNEL_FIELDS = ['subject', 'topic', 'topicName', 'queue', 'queueName', 'exchange', 'channel', 'channelName', 'event', 'eventName', 'routingKey'];

/** Uses that a class declares by extending: a publisher or listener of a shared base class, a REST data source. */
export function usesOfClasses(path: Path, reader: Reader): UseFact[] {
  return reader.declarations.classes.flatMap((node) => {
    const base = baseOf(node);
    if (base === undefined) return [];
    const relation = relationOf(base);
    if (relation !== undefined) return messagesOf(path, node, relation, reader);
    return base.getText().endsWith('RESTDataSource') ? dataSourceOf(path, node, reader) : [];
  });
}

function baseOf(node: ts.ClassLikeDeclaration): ts.Expression | undefined {
  return node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
}

function relationOf(base: ts.Expression): UseRelation | undefined {
  const name = base.getText();
  if (/(?:Publisher|Producer)$/.test(name)) return 'publishes';
  return /(?:Listener|Consumer|Subscriber)$/.test(name) ? 'subscribes' : undefined;
}

function messagesOf(path: Path, node: ts.ClassLikeDeclaration, relation: UseRelation, reader: Reader): UseFact[] {
  for (const field of CHANNEL_FIELDS) {
    const value = valueOf(node, field);
    if (value === undefined) continue;
    const channel = textOf(reader, value);
    if (isUnknown(channel)) return [];
    return [{ kind: 'use', client: 'class', relation, protocol: 'message', channel: channel.parts, care: NO_CARE, site: siteOf(path, value) }];
  }
  return [];
}

/** Apollo: `class Orders extends RESTDataSource { baseURL = url }`. */
function dataSourceOf(path: Path, node: ts.ClassLikeDeclaration, reader: Reader): UseFact[] {
  const own = valueOf(node, 'baseURL');
  const assigned = reader.declarations.memberAssignments.get('baseURL')?.find(({ object }) => object.kind === ts.SyntaxKind.ThisKeyword)?.value;
  const value = own ?? assigned;
  if (value === undefined) return [];
  const target = textOf(reader, value);
  const literal = target.literal && siteOf(path, target.literal);
  return [
    {
      kind: 'use',
      client: 'apollo-datasource-rest',
      relation: 'calls',
      protocol: 'http',
      target: target.parts,
      care: NO_CARE,
      site: siteOf(path, value),
      ...(literal && { targetSite: literal }),
    },
  ];
}

function valueOf(node: ts.ClassLikeDeclaration, field: string): ts.Expression | undefined {
  const member = memberOfClass(node, field, false);
  return member && ts.isPropertyDeclaration(member) ? member.initializer : undefined;
}
