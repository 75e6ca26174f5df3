import type { ContractDefinitionFact, ContractOperation } from '../../model/contract-facts.js';
import type { Path, Site } from '../../model/text.js';
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
    operations: [...rpcsOf(path, text, code, name?.[1]), ...httpRulesOf(path, code)],
    basePaths: [],
    imports: [...code.matchAll(IMPORT)].map((match) => match[1] ?? ''),
    digest: digestOf(text),
    site: { path, span: { start: at, end: at + (name?.[1]?.length ?? 0) } },
  };
}

function rpcsOf(path: Path, text: string, code: string, packageName: string | undefined): ContractOperation[] {
  let service = '';
  return [...code.matchAll(SERVICE_OR_RPC)].flatMap((match) => {
    const [, word, name = ''] = match;
    if (word === 'service') service = packageName === undefined ? name : `${packageName}.${name}`;
    if (word !== 'rpc' || service === '') return [];
    const removal = removalOf(path, text, code, match.index);
    return [{ verb: 'rpc', path: `${service}/${name}`, site: matched(path, match, name), ...(removal && { removal }) }];
  });
}

/** Longest declaration of a method that is taken out; its options may need some lines. */
const MAX_RPC = 4_000;

/** The lines of a method with the comment above; undefined where something else shares them. */
function removalOf(path: Path, text: string, code: string, at: number): Site | undefined {
  const end = endOfRpc(code.slice(at, at + MAX_RPC));
  if (end === undefined) return undefined;
  const lineEnd = text.indexOf('\n', at + end);
  let start = text.lastIndexOf('\n', at) + 1;
  if (text.slice(start, at).trim() !== '' || lineEnd < 0 || !/^\s*(?:\/\/.*)?$/.test(text.slice(at + end, lineEnd))) return undefined;
  for (let above = lineAbove(text, start); above !== undefined && /^[ \t]*\/\/.*\r?\n$/.test(text.slice(above, start)); above = lineAbove(text, start)) start = above;
  return { path, span: { start, end: lineEnd + 1 } };
}

/** Behind the `;` or the block that ends a method. */
function endOfRpc(code: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < code.length; at++) {
    const letter = code[at];
    if (letter === ';' && depth === 0) return at + 1;
    if (letter === '{') depth++;
    if (letter === '}' && --depth <= 0) return depth === 0 ? at + 1 : undefined;
  }
  return undefined;
}

function lineAbove(text: string, start: number): number | undefined {
  return start === 0 ? undefined : text.lastIndexOf('\n', start - 2) + 1;
}

function httpRulesOf(path: Path, code: string): ContractOperation[] {
  if (!code.includes('google.api.http')) return [];
  return [...code.matchAll(HTTP_RULE)].map((match) => ({ verb: (match[1] ?? '').toUpperCase(), path: match[2] ?? '', site: matched(path, match, match[2] ?? '') }));
}
