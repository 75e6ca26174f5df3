import type { Extractor, Fact, Problem } from '../../model/facts.js';
import { pairsOf, parseYaml, type YamlPair } from '../../syntax/yaml.js';
import { EDGE_SECTIONS, readEdges } from './edges.js';
import { readExceptions } from './exceptions.js';
import { policyReader, type PolicyReader } from './reading.js';
import { readServices } from './services.js';

const FILE = /(?:^|\/)coupling\.policy\.ya?ml$/;

/** Reads what a team decided in `coupling.policy.yaml`. What cannot be used is a problem at its place; the rest holds. */
export const policyExtractor: Extractor = {
  id: 'policy',
  version: 2,
  coverage: {
    title: 'Policy file',
    readings: [
      { technology: 'Services', reads: '`services`: owner, subdomain (core, supporting, generic), slo and objective of each service', yields: 'service-policy' },
      { technology: 'Relations', reads: '`forbidden`, `required` and `asyncOnly`: which relations a team does not want, or wants to pass mesh, broker, gateway or contract', yields: 'edge-policy' },
      { technology: 'Exceptions', reads: '`exceptions`: findings that are accepted, with reason, owner and end', yields: 'policy-exception' },
    ],
    notRead: [],
  },
  accepts: (path) => FILE.test(path),
  mayMatch: (text) => /services|forbidden|required|asyncOnly|exceptions/.test(text),
  extract(path, text) {
    const { documents, problems: mistakes } = parseYaml(text);
    const problems: Problem[] = mistakes.map(({ span, message }) => ({ site: { path, span }, message }));
    const reader = policyReader(path, text, problems);
    const facts = documents.flatMap(({ root }) => pairsOf(root).flatMap((section) => readSection(section, reader)));
    return { facts, problems };
  },
};

function readSection({ key, value }: YamlPair, reader: PolicyReader): Fact[] {
  const section = key.text;
  if (section === 'version') return [];
  if (section !== 'services' && section !== 'exceptions' && !isEdgeSection(section)) {
    reader.complain(key.span, `${section} is no part of a policy`);
    return [];
  }
  if (value === undefined) return [];
  if (section === 'services') return readServices(value, reader);
  return section === 'exceptions' ? readExceptions(value, reader) : readEdges(section, value, reader);
}

function isEdgeSection(name: string): name is keyof typeof EDGE_SECTIONS {
  return Object.hasOwn(EDGE_SECTIONS, name);
}
