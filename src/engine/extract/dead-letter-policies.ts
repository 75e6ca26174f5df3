import type { DeadLetterPolicyFact } from '../model/code-facts.js';
import type { Extractor } from '../model/facts.js';
import type { Path, Span } from '../model/text.js';
import { parseJson } from '../syntax/json.js';
import { siteOf } from '../syntax/yaml-slots.js';
import { get, isTemplated, itemsOf, maskTemplates, pairsOf, parseYaml, textOf, type YamlNode } from '../syntax/yaml.js';

/** What a policy or a queue says of dead letters, as policies and as arguments write it. */
const DEAD_LETTER = /\b(?:x-)?dead-letter-(?:exchange|routing-key)\b/;
/** Commands and resources that set policies. */
const SETS_POLICY = /\bset_policy\b|\bdeclare\s+(?:policy|queue)\b|\brabbitmq_policy\b|["']?policies["']?\s*[:=]/;
const OPERATOR = /\brabbitmq\.com\/v\d/;

/** Dead letters that are set at the broker of RabbitMQ, not by the programs that use it. */
export const deadLetterPolicyExtractor: Extractor = {
  id: 'dead-letter-policies',
  coverage: {
    title: 'Policies of RabbitMQ',
    readings: [
      { technology: 'Definitions', reads: '`definitions.json`: policies and queues with dead letters', yields: 'dead-letter-policy' },
      { technology: 'Topology operator', reads: 'Policy and Queue with dead letters', yields: 'dead-letter-policy' },
      { technology: 'Commands and modules', reads: '`rabbitmqctl set_policy`, `rabbitmqadmin`, Terraform, charts: only that some policy sets dead letters', yields: 'dead-letter-policy' },
    ],
    notRead: ['limits that policies set'],
  },
  version: 1,
  accepts: (path) => /\.(?:ya?ml|sh|tf)$|(?:^|\/)[^/]*(?:definition|rabbit|policies)[^/]*\.json$|(?:^|\/)Dockerfile[^/]*$/i.test(path),
  mayMatch: (text) => DEAD_LETTER.test(text) && (OPERATOR.test(text) || SETS_POLICY.test(text) || /"queues"/.test(text)),
  extract(path, text) {
    if (/\.json$/i.test(path)) return { facts: definitionsIn(path, parseJson(text).documents[0]?.root), problems: [] };
    const facts = /\.ya?ml$/i.test(path) && OPERATOR.test(text) ? parseYaml(maskTemplates(text)).documents.flatMap(({ root }) => objectIn(path, root)) : [];
    // Shell quoting and templates are not followed: the policy may be for any queue.
    const found = SETS_POLICY.test(text) || facts.length === 0 ? DEAD_LETTER.exec(text) : null;
    return { facts: found === null ? facts : [...facts, policy(path, 'unknown', { start: found.index, end: found.index + found[0].length })], problems: [] };
  },
};

/** What the management plugin exports and imports. */
function definitionsIn(path: Path, root: YamlNode | undefined): DeadLetterPolicyFact[] {
  const policies = itemsOf(get(root, 'policies')).flatMap((one) => ofPolicy(path, one, get(one, 'pattern'), get(one, 'definition'), textOf(get(one, 'apply-to'))));
  return [...policies, ...itemsOf(get(root, 'queues')).flatMap((one) => ofQueue(path, one, get(one, 'name')))];
}

/** An object of the topology operator. */
function objectIn(path: Path, root: YamlNode | undefined): DeadLetterPolicyFact[] {
  if (!OPERATOR.test(textOf(get(root, 'apiVersion')) ?? '')) return [];
  const spec = get(root, 'spec');
  const kind = textOf(get(root, 'kind'));
  if (kind === 'Policy') return ofPolicy(path, spec, get(spec, 'pattern'), get(spec, 'definition'), textOf(get(spec, 'applyTo')));
  return kind === 'Queue' ? ofQueue(path, spec, get(spec, 'name')) : [];
}

function ofPolicy(path: Path, node: YamlNode | undefined, pattern: YamlNode | undefined, definition: YamlNode | undefined, appliesTo: string | undefined): DeadLetterPolicyFact[] {
  if (node === undefined || appliesTo === 'exchanges' || !mayNameDeadLetter(definition)) return [];
  const text = known(pattern);
  return [policy(path, text === undefined ? 'unknown' : { matching: text }, siteOf(path, node).span)];
}

function ofQueue(path: Path, node: YamlNode | undefined, name: YamlNode | undefined): DeadLetterPolicyFact[] {
  if (node === undefined || !mayNameDeadLetter(get(node, 'arguments'))) return [];
  const text = known(name);
  return [policy(path, text === undefined ? 'unknown' : { named: text }, siteOf(path, node).span)];
}

/** Whether a map has a key for dead letters, or is none that can be read. */
function mayNameDeadLetter(node: YamlNode | undefined): boolean {
  if (node === undefined) return false;
  return node.kind !== 'map' || pairsOf(node).some(({ key }) => DEAD_LETTER.test(key.text) || isTemplated(key.text));
}

function known(node: YamlNode | undefined): string | undefined {
  const text = textOf(node);
  return text === undefined || isTemplated(text) ? undefined : text;
}

function policy(path: Path, queues: DeadLetterPolicyFact['queues'], span: Span): DeadLetterPolicyFact {
  return { kind: 'dead-letter-policy', protocol: 'amqp', queues, site: { path, span } };
}
