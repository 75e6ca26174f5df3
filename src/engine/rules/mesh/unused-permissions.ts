import type { AccessPolicyFact, Party } from '../../model/access-facts.js';
import { indexParties } from '../../model/access-index.js';
import { matches, type LabelKnowledge } from '../../model/access-match.js';
import { uniqueBy } from '../../model/collections.js';
import type { CouplingGraph, Element } from '../../model/graph.js';
import type { Report } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';

/** From this share of calls on that a recognised client makes, what the graph does not hold is taken not to be there. From the rule catalogue; ours. */
const DECLARED_SHARE = 0.7;

/** A peer that a policy names, and whom it lets that peer reach. */
interface Permission {
  readonly policy: AccessPolicyFact;
  readonly party: Party;
  readonly subjects: readonly Element[];
}

/** Permissions of a single service for what nothing says it uses. */
export function* unusedPermissions(graph: CouplingGraph, knowledge: LabelKnowledge): Generator<Report> {
  const calls = graph.relations.filter(({ kind, from }) => kind === 'calls' && isBusinessService(from));
  if (calls.length === 0 || calls.filter(({ confidence }) => confidence === 'declared').length < DECLARED_SHARE * calls.length) return;
  const candidatesOf = indexParties(graph.elements.values());
  const joined = new Set(graph.relations.flatMap(({ from, to }) => [`${from.id} ${to.id}`, `${to.id} ${from.id}`]));
  const readable = readableCallers(graph);
  for (const { policy, party, subjects } of permissionsIn(graph)) {
    const peers = candidatesOf(party).filter((element) => matches(party, element, knowledge) !== 'no');
    const [peer] = peers;
    // Only who is named alone is named on purpose.
    if (peer === undefined || peers.length !== 1 || !readable.has(peer.id) || matches(party, peer, knowledge) !== 'yes') continue;
    if (subjects.some((subject) => subject === peer || joined.has(`${peer.id} ${subject.id}`))) continue;
    yield {
      site: party.site,
      severity: 'info',
      message: `The ${policy.object} ${policy.name} lets ${peer.name} reach ${listOf(subjects.map(({ name }) => name))}, and nothing here says that it does. Remove it from the list if it has no need to.`,
      elements: [peer, ...subjects],
    };
  }
}

/** Who is let in, where a policy is for somebody in particular. */
function permissionsIn({ accessPolicies }: CouplingGraph): Permission[] {
  const permissions = accessPolicies.flatMap(({ policy, subjects }) => {
    const isKnown = subjects.length > 0 && subjects.every(({ isCertain, element }) => isCertain && element.mesh.state !== 'out');
    if (policy.isWide || policy.direction !== 'inbound' || !isKnown) return [];
    const parties = policy.rules.filter(({ effect }) => effect === 'allow').flatMap(({ peers = [] }) => peers);
    return parties.map((party) => ({ policy, party, subjects: subjects.map(({ element }) => element) }));
  });
  return uniqueBy(permissions, ({ party }) => siteKey(party.site));
}

/** Services all of whose own connections are understood: they have some, and none leads to a name that nobody answers to. */
function readableCallers({ relations, unresolved }: CouplingGraph): Set<string> {
  const lost = new Set(unresolved.flatMap(({ from }) => from?.id ?? []));
  const callers = relations.filter(({ kind, from, uses }) => (kind === 'calls' || kind === 'stores' || kind === 'publishes') && isBusinessService(from) && uses.length > 0);
  return new Set(callers.map(({ from }) => from.id).filter((id) => !lost.has(id)));
}
