import type { AutoscalerFact, Container, UnitFact } from '../../model/deployment-facts.js';
import { literalOf } from '../../model/expression.js';
import type { Fact, FileFacts } from '../../model/facts.js';
import { imageRole } from '../deployables/images.js';
import { imageRepository } from '../names/names.js';
import { findReleases, type Release, type Releases } from './releases.js';
import { rendered, renderedCount, renderedExpression, type Scope } from './template.js';

/** A template, and the folder of its chart. */
const TEMPLATE = /^(?:(.*)\/)?templates\//;

/**
 * The facts of all files, with the templates of Helm charts filled in where they are simple references to values: once for each release.
 * Objects whose names stay unknown are left out; other values that stay unknown are unknown.
 */
export function withCharts(files: readonly FileFacts[]): readonly Fact[] {
  if (!files.some(({ facts }) => facts.some(({ kind }) => kind === 'chart'))) return files.flatMap(({ facts }) => facts.filter(isNamed));
  const first = installed(files, findReleases(files));
  const alternatives = alternativesIn(first.byRelease);
  const { byRelease, others, units } = alternatives.size === 0 ? first : installed(files, findReleases(files, alternatives));
  const facts = [...others, ...[...byRelease.values()].flat()];
  return [...facts.filter(isNamed), ...units];
}

/** Whether the name of an object is known, where it has one, and what it is: of charts that a controller installs, only well-known servers. */
function isNamed(fact: Fact): boolean {
  if (fact.kind === 'unit' && fact.workload === 'HelmRelease' && !fact.containers.some(({ image }) => imageRole(literalOf(image?.value) ?? '')?.engine !== undefined)) return false;
  return !('name' in fact) || typeof fact.name !== 'string' || !fact.name.includes('{{');
}

interface Installed {
  /** Rendered facts by the name of the release. */
  readonly byRelease: ReadonlyMap<string, readonly Fact[]>;
  readonly others: readonly Fact[];
  readonly units: readonly UnitFact[];
}

function installed(files: readonly FileFacts[], { releases, units }: Releases): Installed {
  const byFolder = new Map<string, Release[]>();
  for (const release of releases) byFolder.set(release.folder, [...(byFolder.get(release.folder) ?? []), release]);
  const byRelease = new Map<string, Fact[]>();
  const others: Fact[] = [];
  for (const { path, facts } of files) {
    const folder = TEMPLATE.exec(path);
    const own = folder === null ? undefined : byFolder.get(folder[1] ?? '');
    if (own === undefined) others.push(...facts);
    for (const release of own ?? []) byRelease.set(release.release, [...(byRelease.get(release.release) ?? []), ...renderedFacts(facts, release)]);
  }
  return { byRelease, others, units };
}

/** Charts that run the same image are for different environments of one system: they are installed under one name. */
function alternativesIn(byRelease: ReadonlyMap<string, readonly Fact[]>): Map<string, string> {
  const firstWith = new Map<string, string>();
  const alternatives = new Map<string, string>();
  for (const [release, facts] of byRelease) {
    const images = facts.flatMap((fact) => (fact.kind === 'unit' ? fact.containers.flatMap((container) => ownImage(container) ?? []) : []));
    const first = images.map((image) => firstWith.get(image)).find((found) => found !== undefined && found !== release);
    if (first !== undefined) alternatives.set(release, alternatives.get(first) ?? first);
    for (const image of images) if (!firstWith.has(image)) firstWith.set(image, release);
  }
  return alternatives;
}

function ownImage({ image }: Container): string | undefined {
  const text = literalOf(image?.value.slice(0, 1));
  return text === undefined || imageRole(text) !== undefined ? undefined : imageRepository(text);
}

function renderedFacts(facts: readonly Fact[], scope: Release): Fact[] {
  return facts.filter((fact) => fact.kind !== 'autoscaler' || !isLeftOut(fact, scope)).map((fact): Fact => {
    switch (fact.kind) {
      case 'autoscaler': return renderedAutoscaler(fact, scope);
      case 'unit': return renderedUnit(fact, scope);
      case 'config-map': return { ...fact, name: filled(fact.name, scope), entries: fact.entries.map((entry) => ({ ...entry, value: renderedExpression(entry.value, scope) })) };
      case 'network-service': return {
        ...fact, name: filled(fact.name, scope), selector: Object.fromEntries(Object.entries(fact.selector).map(([key, value]) => [key, filled(value, scope)])),
      };
      default: return fact;
    }
  });
}

/** A text as far as it can be filled in: else as it is written, so that it is nobody's. */
function filled(text: string, scope: Scope): string {
  return rendered(text, scope) ?? text;
}

function renderedUnit(unit: UnitFact, scope: Scope): UnitFact {
  const { replicas, replicasAction } = unit;
  return {
    ...unit, name: filled(unit.name, scope), release: scope.release, containers: unit.containers.map((container) => renderedContainer(container, scope)),
    ...(replicas !== undefined && replicasAction !== undefined && { replicas: renderedCount(replicasAction, scope, replicas.site) }),
  };
}

/** Whether the condition of an object is a value that is set to false. */
function isLeftOut({ condition }: AutoscalerFact, scope: Scope): boolean {
  return condition !== undefined && rendered(`{{ ${condition} }}`, scope) === 'false';
}

/** An autoscaler; where nobody knows whether it is there, its minimum is not known either. */
function renderedAutoscaler(fact: AutoscalerFact, scope: Scope): AutoscalerFact {
  const { target, condition, minReplicas, minReplicasAction } = fact;
  const isThere = condition === undefined || rendered(`{{ ${condition} }}`, scope) === 'true';
  const minimum = minReplicasAction === undefined || minReplicas === undefined ? minReplicas : renderedCount(minReplicasAction, scope, minReplicas.site);
  return { ...fact, target: { ...target, name: filled(target.name, scope) }, ...(minimum !== undefined && { minReplicas: isThere ? minimum : { known: false, site: minimum.site } }) };
}

function renderedContainer(container: Container, scope: Scope): Container {
  const { image, environment, envFrom } = container;
  return {
    ...container,
    ...(image !== undefined && { image: { ...image, value: renderedExpression(image.value, scope) } }),
    environment: environment.map((variable) => (variable.value === undefined ? variable : { ...variable, value: renderedExpression(variable.value, scope) })),
    envFrom: envFrom.map((source) => ({ ...source, name: filled(source.name, scope) })),
  };
}
