import type { ContractDefinitionFact, ContractOperation } from '../../model/contract-facts.js';
import type { Path } from '../../model/text.js';
import { digestOf } from './digest.js';
import { fileStem, matched } from './reading.js';

const COMMENTS = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const PACKAGE = /^[ \t]*package[ \t]+([\w.]+)[ \t]*;/m;
const IMPORT = /^[ \t]*import[ \t]+(?:public[ \t]+|weak[ \t]+)?"([^"\n]+)"/gm;
const SERVICE_OR_RPC = /\b(service|rpc)\s+(\w+)\s*[({]/g;
/** `get: "/v1/orders/{id}"` inside `option (google.api.http)`. */
const HTTP_RULE = /\b(get|put|post|delete|patch)[ \t]*:[ \t]*"(\/[^"\n]*)"/g;

/** A Protocol Buffers file: its package, and the methods of its services; `google.api.http` rules are operations too. */
export function readProto(path: Path, text: string): ContractDefinitionFact {
  const code = text.replace(COMMENTS, (match) => (match.startsWith('"') ? match : match.replace(/[^\r\n]/g, ' ')));
  const name = PACKAGE.exec(code);
  const at = name === null ? 0 : name.index + name[0].indexOf(name[1] ?? '');
  return {
    kind: 'contract', format: 'proto',
    name: name?.[1] ?? fileStem(path),
    operations: [...rpcsOf(path, code, name?.[1]), ...httpRulesOf(path, code)],
    basePaths: [],
    imports: [...code.matchAll(IMPORT)].map((match) => match[1] ?? ''),
    digest: digestOf(text),
    site: { path, span: { start: at, end: at + (name?.[1]?.length ?? 0) } },
  };
}

function rpcsOf(path: Path, code: string, packageName: string | undefined): ContractOperation[] {
  let service = '';
  return [...code.matchAll(SERVICE_OR_RPC)].flatMap((match) => {
    const [, word, name = ''] = match;
    if (word === 'service') service = packageName === undefined ? name : `${packageName}.${name}`;
    return word === 'rpc' && service !== '' ? [{ verb: 'rpc', path: `${service}/${name}`, site: matched(path, match, name) }] : [];
  });
}

function httpRulesOf(path: Path, code: string): ContractOperation[] {
  if (!code.includes('google.api.http')) return [];
  return [...code.matchAll(HTTP_RULE)].map((match) => ({ verb: (match[1] ?? '').toUpperCase(), path: match[2] ?? '', site: matched(path, match, match[2] ?? '') }));
}
