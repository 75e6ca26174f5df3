import type { ContractDefinitionFact, ContractFormat } from '../../model/contract-facts.js';
import type { Path } from '../../model/text.js';
import { parseJson } from '../../syntax/json.js';
import { get, itemsOf, scalarOf, textOf, type YamlNode, type YamlScalar } from '../../syntax/yaml.js';
import { digestOf } from './digest.js';
import { fileStem } from './reading.js';

/** An Avro schema: a record (the last of a union) with its namespace. */
export function readAvro(path: Path, text: string): ContractDefinitionFact | undefined {
  const root = parseJson(text).documents[0]?.root;
  const record = root?.kind === 'list' ? itemsOf(root).at(-1) : root;
  const name = scalarOf(get(record, 'name')) ?? scalarOf(get(record, 'protocol'));
  if (name === undefined) return undefined;
  const space = textOf(get(record, 'namespace'));
  return definition(path, text, 'avro', space === undefined ? name.text : `${space}.${name.text}`, name);
}

/** A JSON schema that is kept as a file of its own; one without an id goes by its file. */
export function readJsonSchema(path: Path, text: string): ContractDefinitionFact | undefined {
  const root = parseJson(text).documents[0]?.root;
  if (!textOf(get(root, '$schema'))?.includes('json-schema.org')) return undefined;
  const id = scalarOf(get(root, '$id')) ?? scalarOf(get(root, 'id')) ?? scalarOf(get(root, 'title'));
  return definition(path, text, 'json-schema', id?.text ?? fileStem(path), id);
}

/** What a consumer expects of a provider, recorded by Pact. */
export function readPact(path: Path, text: string): ContractDefinitionFact | undefined {
  const root: YamlNode | undefined = parseJson(text).documents[0]?.root;
  const consumer = textOf(get(root, 'consumer', 'name'));
  const provider = scalarOf(get(root, 'provider', 'name'));
  if (consumer === undefined || provider === undefined) return undefined;
  const asked = [...itemsOf(get(root, 'interactions')), ...itemsOf(get(root, 'messages'))];
  const operations = asked.flatMap((interaction) => {
    const verb = scalarOf(get(interaction, 'request', 'method'));
    const target = textOf(get(interaction, 'request', 'path'));
    return verb === undefined || target === undefined ? [] : [{ verb: verb.text.toUpperCase(), path: target, site: { path, span: verb.inner } }];
  });
  return { ...definition(path, text, 'pact', `${consumer}-${provider.text}`, provider), operations, parties: { consumer, provider: provider.text } };
}

function definition(path: Path, text: string, format: ContractFormat, name: string, at: YamlScalar | undefined): ContractDefinitionFact {
  return { kind: 'contract', format, name, operations: [], basePaths: [], imports: [], digest: digestOf(text), site: { path, span: at?.inner ?? { start: 0, end: 0 } } };
}
