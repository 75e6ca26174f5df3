import type { RemoteInterfaceFact } from '../../model/contract-facts.js';
import type { Path, Span } from '../../model/text.js';

/** The name of a type with its package: as imported, else that of the file. */
export function fullName(type: string, text: string): string {
  if (type.includes('.')) return type;
  const imported = new RegExp(`^import\\s+([\\w.]+\\.${type})\\s*;?\\s*$`, 'm').exec(text)?.[1];
  const home = /^package\s+([\w.]+)/m.exec(text)?.[1];
  return imported ?? (home === undefined ? type : `${home}.${type}`);
}

/** Where a name stands in what was matched, the last time. */
export function spanOf(match: RegExpMatchArray, name: string): Span {
  const start = (match.index ?? 0) + match[0].lastIndexOf(name);
  return { start, end: start + name.length };
}

/** The fact about one interface. */
export function toFact(path: Path, framework: string, role: 'client' | 'server', name: string, span: Span): RemoteInterfaceFact {
  return { kind: 'remote-interface', framework, role, name, site: { path, span } };
}
