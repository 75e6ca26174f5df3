import type { ContractDefinitionFact, ContractOperation, ContractUseFact } from '../../model/contract-facts.js';
import type { Path } from '../../model/text.js';
import { digestOf } from './digest.js';
import { fileStem, MAX_OPERATIONS } from './reading.js';

const DEFINITION = /^(?:extend[ \t]+)?(?:type|interface|input|enum|union|scalar|schema)\b/m;
const OPERATION = /^(query|mutation|subscription)\b/m;
const IGNORED = /"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*/g;
const ROOT_TYPE = /(?:^|\n)[ \t]*(?:extend[ \t]+)?type[ \t]+(Query|Mutation|Subscription)\b[^{\n]{0,200}\{/g;
const FIELD = /(?:^|[\n,])[ \t]*(\w+)[ \t]*[(:]/g;

/** A schema in GraphQL's own language, or a document of operations, which are written for somebody's schema. */
export function readGraphql(path: Path, text: string): ContractDefinitionFact | ContractUseFact | undefined {
  const code = text.replace(IGNORED, (match) => match.replace(/[^\r\n]/g, ' '));
  if (DEFINITION.test(code)) {
    return {
      kind: 'contract', format: 'graphql', name: fileStem(path),
      operations: rootFields(path, code), basePaths: [], imports: [], digest: digestOf(text), site: { path, span: { start: 0, end: 0 } },
    };
  }
  const operation = OPERATION.exec(code);
  if (operation === null) return undefined;
  const span = { start: operation.index, end: operation.index + operation[0].length };
  return { kind: 'contract-use', format: 'graphql', role: 'client', tool: 'graphql', site: { path, span } };
}

/** The fields of the root types: what can be asked. */
function rootFields(path: Path, code: string): ContractOperation[] {
  const fields: ContractOperation[] = [];
  for (const match of code.matchAll(ROOT_TYPE)) {
    const start = match.index + match[0].length;
    const close = code.indexOf('}', start);
    // Arguments stand in parentheses over several lines; what is in them are no fields.
    const body = withoutArguments(code.slice(start, close < 0 ? code.length : close));
    for (const field of body.matchAll(FIELD)) {
      const name = field[1] ?? '';
      const at = start + field.index + field[0].indexOf(name);
      if (fields.length < MAX_OPERATIONS) fields.push({ verb: (match[1] ?? '').toLowerCase(), path: name, site: { path, span: { start: at, end: at + name.length } } });
    }
  }
  return fields;
}

function withoutArguments(body: string): string {
  return body.replace(/\([^()]*\)/g, (match) => `(${' '.repeat(match.length - 1)}`);
}
