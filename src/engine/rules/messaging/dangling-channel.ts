import { groupBy, uniqueBy } from '../../model/collections.js';
import type { CouplingGraph, Relation } from '../../model/graph.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import { editValue, siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';
import { isForFailed } from './channels.js';

/** Transports whose senders and receivers name the same thing. In AMQP senders name an exchange and receivers a queue. */
const ONE_NAME: ReadonlySet<string> = new Set(['kafka', 'nats', 'redis', 'mqtt', 'dapr', 'pulsar']);

/** Patterns, topics of the broker itself, and ways back of a request. */
const SPECIAL = /[*#>+$^|()[\]]|^__|^amq\.|^_inbox|repl(?:y|ies)|responses?$/i;

/** What brings in messages that no program here sends: Kafka Connect, Debezium, mirrors of other clusters. */
const FEEDERS = /connect|debezium|\bcdc\b|mirror|replicat|bridge/i;

/** Letters by which a slip of the pen may differ, and the length from which on that tells anything. */
const SLIP = 2;
const TELLING = 6;

export const danglingChannel: Rule = {
  id: 'dangling-channel',
  severity: 'info',
  preset: 'recommended',
  title: 'Somebody waits for messages that nobody sends',
  why: 'The name of a topic is the contract between its ends, and nothing checks it: when one end renames it, or misspells it, no call fails; messages just stop. Reported is a topic that is listened to while no program of the workspace sends to it, as a warning where another one with nearly the same name is sent to and nobody listens there. Nothing is said of a broker whose senders are not all known, nor of topics that are only sent to: others may listen tomorrow.',
  remedy: 'Use one constant or one key of the configuration for both ends; remove a listener that has no sender left.',
  ignoreWhen: 'A system outside the workspace sends to the topic.',

  *check({ graph }) {
    for (const relations of groupBy(graph.relations.filter(isMessaging), ({ to }) => to.id).values()) {
      if (areAllKnown(relations, graph)) yield* dangling(relations);
    }
  },
};

function isMessaging({ kind, to }: Relation): boolean {
  return (kind === 'publishes' || kind === 'subscribes') && to.kind === 'broker';
}

/** One sender whose topic only the running program knows may be the one that is missing. */
function areAllKnown(relations: readonly [Relation, ...Relation[]], { elements }: CouplingGraph): boolean {
  const senders = relations.filter(({ kind }) => kind === 'publishes');
  if (senders.length === 0 || senders.some(({ channel, confidence }) => channel === undefined || confidence === 'inferred')) return false;
  const [{ to }] = relations;
  return ![...elements.values()].some(({ kind, name, aliases, group }) => kind !== 'broker' && group === to.group && [name, ...aliases].some((one) => FEEDERS.test(one)));
}

function* dangling(relations: readonly Relation[]): Iterable<Report> {
  const sent = groupBy(relations.filter(({ kind }) => kind === 'publishes'), ({ channel }) => channel ?? '');
  const taken = groupBy(relations.filter(({ kind, channel }) => kind === 'subscribes' && channel !== undefined), ({ channel }) => channel ?? '');
  const lost = [...sent].filter(([channel]) => !taken.has(channel));
  for (const [channel, listeners] of taken) {
    if (sent.has(channel) || isSpecial(channel) || [...sent.keys()].some(isPattern) || !listeners.every(isPlain)) continue;
    const [similar, ...others] = lost.filter(([other]) => isSlip(channel, other));
    yield toReport(channel, listeners, others.length === 0 ? similar : undefined);
  }
}

function isPlain({ protocol, from, confidence }: Relation): boolean {
  return ONE_NAME.has(protocol ?? '') && confidence === 'declared' && isBusinessService(from);
}

function isPattern(channel: string): boolean {
  return /[*#>{]/.test(channel);
}

function isSpecial(channel: string): boolean {
  return SPECIAL.test(channel) || isForFailed(channel);
}

/** Whether two names differ only in what is easily overlooked: separators, capitals, a few letters. */
function isSlip(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, '')) as [string, string];
  return one === other || (Math.min(one.length, other.length) >= TELLING && distance(one, other) <= SLIP);
}

/** Letters to put in, take out or replace to make one word of the other (Levenshtein); more than `SLIP` is not counted further. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > SLIP) return SLIP + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}

function toReport(channel: string, listeners: readonly [Relation, ...Relation[]], similar: readonly [string, readonly [Relation, ...Relation[]]] | undefined): Report {
  const [{ evidence: [{ site }], to }] = listeners;
  const names = [...new Set(listeners.map(({ from }) => from.name))];
  const wait = `${listOf(names)} ${names.length === 1 ? 'listens' : 'listen'} to ${channel}, and no program here sends to it`;
  const [other, senders = []] = similar ?? [];
  const concerned = [...listeners, ...senders];
  return {
    site,
    severity: other === undefined ? 'info' : 'warning',
    message: other === undefined
      ? `${wait}. Remove the listener if its sender is gone, or look for a name that was changed on one side only.`
      : `${wait}, while ${listOf([...new Set(senders.map(({ from }) => from.name))])} ${senders.length === 1 ? 'sends' : 'send'} to ${other}, where nobody listens. Use one name on both sides.`,
    related: [
      ...listeners.slice(1).map(({ from, evidence: [one] }) => ({ site: one.site, message: `${from.name} listens here` })),
      ...senders.map(({ from, evidence: [one] }) => ({ site: one.site, message: `${from.name} sends to ${other} here` })),
    ],
    elements: [...new Set([...concerned.map(({ from }) => from), to])],
    relations: concerned,
    fixes: other === undefined ? [] : renaming(channel, listeners, other),
  };
}

/** The listeners' name made that of the senders. None where a key of the configuration or a constant of another file writes it: whoever else reads that is not known. */
function renaming(channel: string, listeners: readonly Relation[], name: string): Fix[] {
  const uses = listeners.flatMap((relation) => relation.uses);
  const edits = uniqueBy(uses, ({ site }) => siteKey(site)).map(({ channelSite }) => channelSite && editValue(channelSite, channel, { start: 0, end: channel.length }, name));
  if (edits.length === 0 || !edits.every((edit) => edit !== undefined)) return [];
  return [{ title: `Listen to ${name}`, edits: uniqueBy(edits, ({ site }) => siteKey(site)), preferred: false }];
}
