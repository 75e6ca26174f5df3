import type { EnvironmentVariable } from '../../model/deployment-facts.js';
import { literalOf } from '../../model/expression.js';
import type { CouplingGraph, Element, Evidence, Relation } from '../../model/graph.js';
import { compareSites, type Path, type Site } from '../../model/text.js';

/** Test code may point wherever it wants. */
export const TEST_PATH = /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|e2e)\/|[.](?:test|spec)[.]/;

/** Variables that say where a service listens, or who may come, not whom it calls. */
export const NOT_A_TARGET = /listen|bind|advertise|allow|trusted|cors|origin|redirect|callback|issuer|authority|public|external|proxy|dns/i;

/** An address as a file writes it. */
export interface Written {
  readonly site: Site;
  readonly text: string;
  /** Set when an environment variable holds it. */
  readonly variable?: EnvironmentVariable;
}

/** Variables by the file that sets them and the offset at which they start there: cheaper than a text for each of thousands. */
export type VariablesBySite = ReadonlyMap<Path, ReadonlyMap<number, EnvironmentVariable>>;

/** All variables of the system. */
export function variablesBySite({ elements }: Pick<CouplingGraph, 'elements'>): VariablesBySite {
  const bySite = new Map<Path, Map<number, EnvironmentVariable>>();
  for (const variable of [...elements.values()].flatMap(variablesOf)) {
    const { path, span } = variable.site;
    const inFile = bySite.get(path) ?? new Map<number, EnvironmentVariable>();
    bySite.set(path, inFile.set(span.start, variable));
  }
  return bySite;
}

/** The text that names the target of a relation, as far as a file writes it down. */
export function writtenAt({ site }: Evidence, { uses }: Relation, variables: VariablesBySite): Written | undefined {
  const use = uses.find((candidate) => compareSites(candidate.site, site) === 0);
  const inCode = literalOf(use?.target);
  if (use && inCode !== undefined) return { site: use.targetSite ?? use.site, text: inCode };
  const variable = variables.get(site.path)?.get(site.span.start);
  const text = literalOf(variable?.value);
  return variable && text !== undefined ? { site, text, variable } : undefined;
}

/** The variables of all containers of an element. */
export function variablesOf({ units }: Element): EnvironmentVariable[] {
  return units.flatMap(({ containers }) => containers.flatMap(({ environment }) => environment));
}
