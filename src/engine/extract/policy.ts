import type { Extractor, Problem } from '../model/facts.js';
import type { ServicePolicyFact, Subdomain } from '../model/policy-facts.js';
import type { Path } from '../model/text.js';
import { get, numberOf, pairsOf, parseYaml, textOf, type YamlNode, type YamlPair } from '../syntax/yaml.js';

const FILE = /(?:^|\/)coupling\.policy\.ya?ml$/;
const SUBDOMAINS: readonly Subdomain[] = ['core', 'supporting', 'generic'];

/** Longest name of an owner that is kept. */
const MAX_NAME = 200;

/** Reads what a team says of its services in `coupling.policy.yaml`. What cannot be used is a problem at its place; the rest holds. */
export const policyExtractor: Extractor = {
  id: 'policy',
  version: 1,
  coverage: {
    title: 'Policy file',
    readings: [{ technology: 'coupling.policy.yaml', reads: '`services`: owner, subdomain (core, supporting, generic), slo and objective of each service', yields: 'service-policy' }],
    notRead: [],
  },
  accepts: (path) => FILE.test(path),
  mayMatch: (text) => text.includes('services'),
  extract(path, text) {
    const { documents, problems } = parseYaml(text);
    const found: Problem[] = problems.map(({ span, message }) => ({ site: { path, span }, message }));
    const services = documents.map(({ root }) => get(root, 'services')).filter((node) => node !== undefined);
    const facts = services.flatMap((node) => {
      if (node.kind === 'map') return pairsOf(node).flatMap((pair) => toFact(path, pair, found) ?? []);
      found.push({ site: { path, span: node.span }, message: '`services` must map names of services to what is said of them; it is ignored' });
      return [];
    });
    return { facts, problems: found };
  },
};

function toFact(path: Path, { key, value }: YamlPair, problems: Problem[]): ServicePolicyFact | undefined {
  const complain = (node: YamlNode, what: string): void => void problems.push({ site: { path, span: node.span }, message: `${key.text}: ${what}; it is ignored` });
  if (value === undefined) return undefined;
  if (value.kind !== 'map') {
    complain(value, 'a service must be a mapping of owner, subdomain, slo or objective');
    return undefined;
  }
  const owner = nameIn(value, complain);
  const subdomain = subdomainIn(value, complain);
  const slo = shareIn(value, 'slo', complain);
  const objective = shareIn(value, 'objective', complain);
  return {
    kind: 'service-policy', service: key.text, site: { path, span: key.inner },
    ...(owner !== undefined && { owner }),
    ...(subdomain !== undefined && { subdomain }),
    ...(slo !== undefined && { slo }),
    ...(objective !== undefined && { objective }),
  };
}

type Complain = (node: YamlNode, what: string) => void;

function nameIn(service: YamlNode, complain: Complain): string | undefined {
  const node = get(service, 'owner');
  const text = textOf(node);
  if (node === undefined || (text !== undefined && text !== '' && text.length <= MAX_NAME)) return text;
  complain(node, 'owner must be a name');
  return undefined;
}

function subdomainIn(service: YamlNode, complain: Complain): Subdomain | undefined {
  const node = get(service, 'subdomain');
  const found = SUBDOMAINS.find((name) => name === textOf(node));
  if (node !== undefined && found === undefined) complain(node, 'subdomain must be core, supporting or generic');
  return found;
}

/** A share of 0..1, or per cent: `0.999`, `99.9 %`. */
function shareIn(service: YamlNode, key: string, complain: Complain): number | undefined {
  const node = get(service, key);
  if (node === undefined) return undefined;
  const percent = /^(\d{1,3}(?:\.\d{1,12})?)\s?%$/.exec(textOf(node) ?? '')?.[1];
  const share = percent === undefined ? numberOf(node) : Number(`${percent}e-2`);
  if (share !== undefined && share > 0 && share <= 1) return share;
  complain(node, `${key} must be a share between 0 and 1, such as 0.999 or 99.9 %`);
  return undefined;
}
