import type { UseFact } from '../../model/code-facts.js';
import type { Path } from '../../model/text.js';
import { ts } from '../../syntax/typescript.js';
import { hiddenCare } from './care.js';
import { endpointOf } from './endpoints.js';
import { option, optionsOf, siteOf } from './options.js';
import type { Reader } from './reader.js';
import { memberIn } from './syntax-shapes.js';
import { isUnknown, literalStart, type Text } from './text-values.js';

/** Names of tables from path to target: webpack, Vue and Vite. */
const TABLES = /^(?:proxy|proxyTable)$/;

/** Proxies that front-end servers are configured with: `proxy: { '/api': { target } }`, and the rewrites of Next.js. */
export function proxyTablesIn(path: Path, file: ts.SourceFile, reader: Reader): UseFact[] {
  const uses: UseFact[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) uses.push(...usesOf(path, node, reader));
    ts.forEachChild(node, visit);
  };
  // Only a configuration is worth a second walk.
  if (/\bproxy(?:Table)?['"]?\s*:|\bdestination\b/.test(file.text)) visit(file);
  return uses;
}

function usesOf(path: Path, node: ts.PropertyAssignment, reader: Reader): UseFact[] {
  const name = node.name.getText().replace(/['"]/g, '');
  if (name === 'destination') return rewriteOf(path, node, reader);
  if (!TABLES.test(name) || !ts.isObjectLiteralExpression(node.initializer)) return [];
  return node.initializer.properties.flatMap((entry) => {
    if (!ts.isPropertyAssignment(entry) || !isPath(entry.name.getText())) return [];
    const options = optionsOf({ node: entry.initializer, reader });
    const target = option(options, 'target') ?? (options.object ? undefined : { node: entry.initializer, reader });
    return toFact(path, 'dev-server', target && endpointOf(target), entry);
  });
}

function isPath(name: string): boolean {
  return /^['"`][/^]/.test(name);
}

/** `{ source: '/api/:path*', destination: url }`. */
function rewriteOf(path: Path, node: ts.PropertyAssignment, reader: Reader): UseFact[] {
  if (!ts.isObjectLiteralExpression(node.parent) || memberIn(node.parent, 'source') === undefined) return [];
  const target = endpointOf({ node: node.initializer, reader });
  // A redirect within the site.
  return target && literalStart(target).startsWith('/') ? [] : toFact(path, 'next', target, node);
}

function toFact(path: Path, client: string, target: Text | undefined, node: ts.Node): UseFact[] {
  if (target === undefined || isUnknown(target)) return [];
  const targetSite = target.literal && siteOf(path, target.literal);
  return [
    {
      kind: 'use',
      client,
      relation: 'calls',
      protocol: 'http',
      target: target.parts,
      // A browser waits for what a development server passes on, and gives up when it likes.
      care: hiddenCare(path, node),
      site: { path, span: { start: node.getStart(), end: firstLineEnd(node) } },
      ...(targetSite && { targetSite }),
    },
  ];
}

function firstLineEnd(node: ts.Node): number {
  const lineEnd = node.getText().indexOf('\n');
  return lineEnd < 0 ? node.getEnd() : node.getStart() + lineEnd;
}
