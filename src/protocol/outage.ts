import type { ElementView, GraphView, RelationView } from './graph-view.js';

/** What happens to an element while others are down. `degraded`: a time-out, a fallback, a queue or another route stands in between. */
export type Outcome = 'down' | 'fails' | 'degraded';

/** One element that notices. */
export interface Effect {
  readonly id: string;
  readonly outcome: Outcome;
  /** 1 notices first; 0 for what was taken down. */
  readonly order: number;
  /** The relation that carries the failure; absent for what was taken down. */
  readonly because?: RelationView;
  /** The relation itself, or what follows from it, was inferred. */
  readonly guessed: boolean;
}

/** A simulated outage. Nothing is stopped. */
export interface Outage {
  /** Taken down first, then in order of failure. */
  readonly effects: readonly Effect[];
  /** Relation id -> whether it carries the failure on or weakens it. */
  readonly edges: ReadonlyMap<string, 'carries' | 'weakens'>;
  /** Names of business services, by what becomes of them; what was taken down is in none. */
  readonly counts: { readonly fails: number; readonly degraded: number; readonly unaffected: number };
  /** Where requests come in that no longer work fully: affected elements that are reached from outside, or that nobody calls. */
  readonly entries: readonly ElementView[];
}

/**
 * Walks back along what needs what has failed, breadth first. Who is bound hard fails and hands the failure on; who is bound
 * less tightly is degraded, and the walk ends there. What is missed only at the next start is missed by nobody yet. A
 * relation that is only inferred never fails anybody. A deployable takes its modules with it.
 */
export function takeDown(view: GraphView, down: readonly string[]): Outage {
  const known = new Map(view.elements.map((element) => [element.id, element]));
  const effects = new Map<string, Effect>();
  const edges = new Map<string, 'carries' | 'weakens'>();
  const needs = relationsInto(view);
  let failing = withModules(view, down.filter((id) => known.has(id)));
  for (const id of failing) effects.set(id, { id, outcome: 'down', order: 0, guessed: false });
  for (let order = 1; failing.length > 0; order++) {
    const next: string[] = [];
    for (const relation of failing.flatMap((id) => needs.get(id) ?? [])) {
      const [victim, outcome] = [relation.user, outcomeOf(relation)];
      const before = effects.get(victim)?.outcome;
      if (before === 'down') continue;
      for (const { id } of relation.through) edges.set(id, outcome === 'fails' ? 'carries' : 'weakens');
      if (before === 'fails' || before === outcome) continue;
      const because = relation.through[0];
      effects.set(victim, { id: victim, outcome, order, because, guessed: relation.through.some(({ confidence }) => confidence === 'inferred') || relation.through.length > 1 });
      if (outcome === 'fails') next.push(victim);
    }
    failing = next;
  }
  return summarise(view, [...effects.values()], edges);
}

/** Where a system is one deployable, its modules form the group that has its name. */
function withModules({ elements }: GraphView, down: readonly string[]): string[] {
  const deployables = new Set(elements.filter(({ id, kind }) => kind === 'service' && down.includes(id)).map(({ name }) => name));
  const modules = elements.filter(({ kind, group }) => kind === 'module' && group !== undefined && deployables.has(group));
  return [...new Set([...down, ...modules.map(({ id }) => id)])];
}

/** `user` needs what has failed, through one relation, or through its own and the publisher's at one broker. */
interface Need {
  readonly user: string;
  readonly through: readonly [RelationView, ...RelationView[]];
}

/** For each element, who needs it. */
function relationsInto({ relations }: GraphView): ReadonlyMap<string, readonly Need[]> {
  const needs = new Map<string, Need[]>();
  const add = (id: string, need: Need) => {
    const list = needs.get(id);
    if (list === undefined) needs.set(id, [need]);
    else list.push(need);
  };
  const byBroker = new Map<string, RelationView[]>();
  for (const relation of relations) {
    if (relation.bond === 'none' || relation.bond === 'background' || relation.from === relation.to) continue;
    add(relation.to, { user: relation.from, through: [relation] });
    if (relation.kind === 'subscribes') byBroker.set(relation.to, [...(byBroker.get(relation.to) ?? []), relation]);
  }
  for (const sent of relations.filter(({ kind }) => kind === 'publishes')) {
    for (const received of byBroker.get(sent.to) ?? []) {
      if (received.from !== sent.from && received.channel === sent.channel) add(sent.from, { user: received.from, through: [received, sent] });
    }
  }
  return needs;
}

function outcomeOf({ through: [{ bond, confidence }] }: Need): 'fails' | 'degraded' {
  return bond === 'hard' && confidence !== 'inferred' ? 'fails' : 'degraded';
}

function summarise(view: GraphView, effects: readonly Effect[], edges: Outage['edges']): Outage {
  const services = new Set(view.elements.filter(({ role }) => role === 'business').map(({ id }) => id));
  const count = (outcome: Outcome) => effects.filter((effect) => effect.outcome === outcome && services.has(effect.id)).length;
  const [fails, degraded] = [count('fails'), count('degraded')];
  const called = new Set(view.relations.filter(({ line }) => line === 'sync').map(({ to }) => to));
  const affected = new Set(effects.filter(({ outcome }) => outcome !== 'down').map(({ id }) => id));
  return {
    effects: [...effects].sort((a, b) => a.order - b.order), edges,
    counts: { fails, degraded, unaffected: services.size - count('down') - fails - degraded },
    entries: view.elements.filter(({ id, isEntry }) => affected.has(id) && (isEntry || !called.has(id))),
  };
}
