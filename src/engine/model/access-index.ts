import type { Matcher, Party } from './access-facts.js';
import { accountOf, isInChart, podsOf } from './access-match.js';
import type { UnitFact } from './deployment-facts.js';
import type { Element } from './graph.js';
import { valueOf } from './text.js';

/** Finds the elements that a party may mean: most name a label, an account or a name that few elements have. Without any of these it may be all that Kubernetes runs. */
export function indexParties(elements: Iterable<Element>): (party: Party) => readonly Element[] {
  const deployed = [...elements].filter((element) => podsOf(element).length > 0);
  const byKey = new Map<string, Set<Element>>();
  const hidden: Element[] = [];
  for (const element of deployed) {
    const units = podsOf(element);
    const keys = [...units.flatMap(keysOf), ...element.services.map(({ name }) => `name ${name}`)];
    for (const key of keys) byKey.set(key, (byKey.get(key) ?? new Set()).add(element));
    if (units.some(isHidden)) hidden.push(element);
  }
  return ({ conditions }) => {
    const key = conditions.flatMap(({ not, anyOf: [only, ...others] }) => (not || only === undefined || others.length > 0 ? [] : (keyOf(only) ?? [])))[0];
    return key === undefined ? deployed : [...new Set([...(byKey.get(key) ?? []), ...hidden])];
  };
}

function keysOf(unit: UnitFact): string[] {
  const account = accountOf(unit);
  const names = unit.annotations.filter(({ key }) => key === 'consul.hashicorp.com/connect-service').flatMap(({ value }) => (valueOf(value) ?? '').split(','));
  return [
    ...unit.labels.map(({ key, value }) => `label ${key}=${valueOf(value) ?? ''}`),
    ...(account === undefined ? [] : [`account ${account}`]),
    ...[unit.name, ...names].map((name) => `name ${name}`),
  ];
}

/** Whether templates write labels or accounts that nobody sees. */
function isHidden(unit: UnitFact): boolean {
  return unit.labels.some(({ value }) => !value.known) || unit.serviceAccount?.known === false || isInChart(unit);
}

function keyOf(matcher: Matcher): string | undefined {
  if (matcher.by === 'name') return `name ${matcher.name}`;
  if (matcher.by === 'identity') return matcher.account === undefined || matcher.account.includes('*') ? undefined : `account ${matcher.account}`;
  if (matcher.by !== 'pod-labels') return undefined;
  const requirement = matcher.requirements.find(({ operator, values }) => operator === 'In' && values.length === 1);
  return requirement && `label ${requirement.key}=${requirement.values[0] ?? ''}`;
}
