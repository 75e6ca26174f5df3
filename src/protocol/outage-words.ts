import type { GraphView, RelationView } from './graph-view.js';
import type { Effect, Outage } from './outage.js';

/** "payments is down", "payments and orders are down". */
export function outageTitle(view: GraphView, down: readonly string[]): string {
  const names = down.map((id) => nameIn(view, id));
  const [first = '', ...more] = names;
  return more.length === 0 ? `${first} is down` : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''} are down`;
}

/** "2 of 11 other services fail, 2 are degraded, 7 do not notice."; of a single deployable, what goes down with it. */
export function outageSentence({ counts: { fails, degraded, unaffected }, effects }: Outage): string {
  const others = fails + degraded + unaffected;
  if (others === 0) return allDown(effects.filter(({ id, outcome }) => outcome === 'down' && id.startsWith('module:')).length);
  return `${fails} of ${others} other ${others === 1 ? 'service' : 'services'} ${fails === 1 ? 'fails' : 'fail'}, ${degraded} ${degraded === 1 ? 'is' : 'are'} degraded, ${unaffected} ${unaffected === 1 ? 'does' : 'do'} not notice.`;
}

function allDown(modules: number): string {
  if (modules === 0) return 'Nothing else is left to notice.';
  return modules === 1 ? 'Its one module is down with it.' : `All of its ${modules} modules are down with it.`;
}

/** Why an element notices, in the words of its relation; empty for what was taken down. */
export function outageReason(view: GraphView, { because, outcome }: Effect): string {
  if (because === undefined) return '';
  const target = nameIn(view, because.to);
  const { kind, bond, confidence } = because;
  if (kind === 'stores') return confidence === 'inferred' ? `Its data are in ${target}, as far as names tell.` : `Its data are in ${target}.`;
  if (kind === 'telemetry') return `Its log driver waits for ${target}.`;
  if (bond === 'queued') return kind === 'subscribes' ? `No new messages through ${target}.` : `Cannot hand messages to ${target}.`;
  if (bond === 'partial') return `Routes to ${target} answer with an error; others work.`;
  const detail = carried(because);
  const what = `Calls ${target}${detail === '' ? '' : ` (${detail})`}`;
  if (outcome === 'fails') return `${what} with no time-out or fallback.`;
  if (bond === 'soft') return `${what}, and has a fallback.`;
  if (bond === 'hard') return `${what}, as far as names tell.`;
  return `${what} ${guardOf(because)}.`;
}

function guardOf({ care }: RelationView): string {
  if (care?.hasBreaker === true) return 'behind a circuit breaker';
  return care?.hasTimeout === true ? 'with a time-out' : 'for tokens; those it has stay valid for a while';
}

function carried({ protocol, channel }: RelationView): string {
  return [protocol, channel].filter((part) => part !== undefined).join(' ');
}

function nameIn(view: GraphView, id: string): string {
  return view.elements.find((element) => element.id === id)?.name ?? id;
}
