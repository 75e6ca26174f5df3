import type { ServicePolicyFact, Subdomain } from '../../model/policy-facts.js';
import { get, numberOf, pairsOf, textOf, type YamlNode, type YamlPair } from '../../syntax/yaml.js';
import { checkKeys, textAt, wordAt, type PolicyReader } from './reading.js';

const SUBDOMAINS: readonly Subdomain[] = ['core', 'supporting', 'generic'];

/** What `services` says of each. */
export function readServices(node: YamlNode, reader: PolicyReader): ServicePolicyFact[] {
  if (node.kind === 'map') return pairsOf(node).flatMap((pair) => toFact(pair, reader) ?? []);
  reader.complain(node.span, '`services` must map names of services to what is said of them');
  return [];
}

function toFact({ key, value }: YamlPair, whole: PolicyReader): ServicePolicyFact | undefined {
  if (value === undefined) return undefined;
  const reader: PolicyReader = { ...whole, complain: (span, what) => void whole.complain(span, `${key.text}: ${what}`) };
  if (value.kind !== 'map') {
    reader.complain(value.span, 'a service must be a mapping of owner, subdomain, slo or objective');
    return undefined;
  }
  checkKeys(value, ['owner', 'subdomain', 'slo', 'objective'], reader);
  const owner = textAt(value, 'owner', reader);
  const subdomain = wordAt(value, 'subdomain', SUBDOMAINS, reader);
  const slo = shareAt(value, 'slo', reader);
  const objective = shareAt(value, 'objective', reader);
  return {
    kind: 'service-policy', service: key.text, site: { path: reader.path, span: key.inner },
    ...(owner !== undefined && { owner }),
    ...(subdomain !== undefined && { subdomain }),
    ...(slo !== undefined && { slo }),
    ...(objective !== undefined && { objective }),
  };
}

/** A share of 0..1, or per cent: `0.999`, `99.9 %`. */
function shareAt(service: YamlNode, key: string, { complain }: PolicyReader): number | undefined {
  const node = get(service, key);
  if (node === undefined) return undefined;
  const percent = /^(\d{1,3}(?:\.\d{1,12})?)\s?%$/.exec(textOf(node) ?? '')?.[1];
  const share = percent === undefined ? numberOf(node) : Number(`${percent}e-2`);
  if (share !== undefined && share > 0 && share <= 1) return share;
  complain(node.span, `${key} must be a share between 0 and 1, such as 0.999 or 99.9 %`);
  return undefined;
}
