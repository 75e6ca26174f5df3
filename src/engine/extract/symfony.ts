import { NO_CARE, type UseFact } from '../model/code-facts.js';
import type { Expression, Part } from '../model/expression.js';
import type { Extractor } from '../model/facts.js';
import type { Path, Setting } from '../model/text.js';
import { get, pairsOf, parseYaml, scalarOf, type YamlNode } from '../syntax/yaml.js';

/** `default_socket_timeout` of php.ini in milliseconds: what Symfony's clients wait without data, where nobody sets it. */
const SOCKET_TIMEOUT = 60_000;

/** `%env(STOCK_URL)%`, also through processors: `%env(resolve:STOCK_URL)%`. What `default:` falls back to is a parameter of the container. */
const PARAMETER = /%(?:env\((?:[\w.]*:)*(\w+)\)|[\w.-]+)%/g;

/** Reads the HTTP clients that Symfony makes from its configuration; which code is handed them, their names say. */
export const symfonyExtractor: Extractor = {
  id: 'symfony',
  coverage: {
    title: 'Symfony',
    readings: [{ technology: 'Symfony HttpClient', reads: 'clients of `framework.http_client.scoped_clients` with their `base_uri` and `timeout`', yields: 'use' }],
    notRead: ['settings of single environments, `when@prod`', 'parameters of the container'],
  },
  version: 1,
  accepts: (path) => /(?:^|\/)config\/packages\/[\w.-]+\.ya?ml$/.test(path),
  mayMatch: (text) => text.includes('scoped_clients'),
  extract(path, text) {
    const { documents } = parseYaml(text);
    return { facts: documents.flatMap(({ root }) => clientsIn(path, get(root, 'framework', 'http_client'))), problems: [] };
  },
};

function clientsIn(path: Path, settings: YamlNode | undefined): UseFact[] {
  const general = timeoutOf(path, get(settings, 'default_options', 'timeout'));
  return pairsOf(get(settings, 'scoped_clients')).flatMap(({ value }): UseFact[] => {
    // Without a base a client is for whatever matches a pattern.
    const base = scalarOf(get(value, 'base_uri'));
    if (base === undefined) return [];
    const site = { path, span: base.inner };
    const timeout = timeoutOf(path, get(value, 'timeout')) ?? general;
    return [{ kind: 'use', client: 'symfony', relation: 'calls', protocol: 'http', target: valueOf(base.text), care: { ...NO_CARE, defaultTimeout: SOCKET_TIMEOUT, ...(timeout && { timeout }) }, site, targetSite: site }];
  });
}

/** Seconds in the file, milliseconds here. */
function timeoutOf(path: Path, node: YamlNode | undefined): Setting<number> | undefined {
  const scalar = scalarOf(node);
  if (scalar === undefined) return undefined;
  const [seconds, site] = [Number(scalar.text), { path, span: scalar.inner }];
  return Number.isFinite(seconds) ? { known: true, value: seconds * 1000, site } : { known: false, site };
}

function valueOf(text: string): Expression {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(PARAMETER)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(match[1] === undefined ? { hole: 'unknown' } : { hole: 'environment', name: match[1] });
    end = match.index + match[0].length;
  }
  return end < text.length ? [...parts, text.slice(end)] : parts;
}
