import type { UseFact } from '../../model/code-facts.js';
import { groupBy, uniqueBy } from '../../model/collections.js';
import type { Relation } from '../../model/graph.js';
import type { HttpRoute } from '../../model/mesh-facts.js';
import type { Fix, Report, Rule } from '../../model/rule.js';
import { isBusinessService } from '../../model/services.js';
import { valueOf, type Site } from '../../model/text.js';
import { siteKey } from '../../model/value-edit.js';
import { listOf } from '../../model/wording.js';

/** Conditions of Envoy under which the callee may have done the work already. Connections that were refused are not among them. */
const AFTER_WORK = /^(?:5xx|gateway-error|reset|cancelled|deadline-exceeded|internal|unknown|50[0234])$/;

/** Conditions under which nothing was done yet. */
const BEFORE_WORK = /^(?:connect-failure|refused-stream|reset-before-request|unavailable|503|resource-exhausted|retriable-4xx|429)$/;

/** What only reads, though it is sent with POST: searches, queries, calculations, checks. */
const READS = /(?:^|[/_.-])(?:search|query|queries|graphql|find|filter|list|lookup|batch-?get|validate|validation|verify|check|calculate|calculation|quote|quotes|estimate|preview|login|token|tokens|introspect|authenticate|predict|translate|render)(?:$|[/?_.-])/i;

/** Methods of gRPC that change something each time, by the verb that they begin with. */
const CHANGES = /^(?:Add|Append|Book|Charge|Create|Debit|Credit|Increment|Insert|Pay|Place|Post|Publish|Reserve|Send|Ship|Submit|Transfer|Withdraw)(?:[A-Z]|$)/;

/** A setting that repeats calls of code that must not be repeated. */
interface Repetition {
  readonly relation: Relation;
  readonly use: UseFact;
  readonly site: Site;
  /** Tries after the first one. */
  readonly retries: number;
  /** Where the mesh repeats: its conditions. */
  readonly conditions?: readonly string[];
}

export const unsafeRetry: Rule = {
  id: 'unsafe-retry',
  severity: 'warning',
  preset: 'recommended',
  title: 'A call that changes something is repeated',
  why: 'A failed answer does not say that nothing was done: the callee may have stored the order before the connection broke or the gateway gave up. A repeated POST then does the work twice. Istio dropped 503 from its default conditions for that reason. Reported are retries that code or mesh set for POST, PATCH, and methods of gRPC that create or send. Calls that read by their path are left out, as are files that speak of idempotence or of connection errors.',
  remedy: 'Repeat only what never reached the callee (`connect-failure,refused-stream`), or send a key by which the callee recognises a repetition.',
  ignoreWhen: 'The callee recognises repetitions by something in the message, or doing the work twice does no harm.',
  sources: ['Istio, release note 50506', 'https://learn.microsoft.com/dotnet/core/resilience/http-resilience', 'RFC 9110, 9.2.2: Idempotent Methods'],

  *check({ graph }) {
    const found = graph.relations.filter(({ kind, from, confidence }) => kind === 'calls' && confidence !== 'inferred' && isBusinessService(from)).flatMap((relation) => [...repetitionsOf(relation)]);
    for (const group of groupBy(found, ({ site }) => siteKey(site)).values()) yield toReport(group);
  },
};

function* repetitionsOf(relation: Relation): Iterable<Repetition> {
  const unsafe = relation.uses.filter(changesSomething);
  for (const use of unsafe) {
    const { retries, retriesOnlySafe } = [use, ...relation.uses.filter((other) => isSetUpFor(other, use))].find(({ care }) => care.retries !== undefined)?.care ?? use.care;
    const times = valueOf(retries);
    if (retries !== undefined && retriesOnlySafe !== true && times !== undefined && times > 0) yield { relation, use, site: retries.site, retries: times };
    for (const { route } of relation.care.routes) {
      const again = inMesh(route, use);
      if (again !== undefined) yield { relation, use, ...again };
    }
  }
}

/** Where a client is set up for all its calls: .NET's `AddHttpClient`. */
function isSetUpFor({ method, client, isRepeatable }: UseFact, use: UseFact): boolean {
  return method === undefined && client === 'http-client' && use.client === client && isRepeatable !== true;
}

function changesSomething({ method, target, protocol, isRepeatable }: UseFact): boolean {
  if (method === undefined || isRepeatable === true) return false;
  if (protocol === 'grpc') return CHANGES.test(method);
  return /^(?:POST|PATCH)$/.test(method) && !(target ?? []).some((part) => typeof part === 'string' && READS.test(part));
}

/** What a route of the mesh repeats; it may be for other methods alone. */
function inMesh({ retryOn, attempts, methods }: HttpRoute, { method }: UseFact): Pick<Repetition, 'site' | 'retries' | 'conditions'> | undefined {
  const [conditions, times] = [valueOf(retryOn)?.split(',').map((one) => one.trim()), valueOf(attempts)];
  if (retryOn === undefined || conditions === undefined || times === undefined || times < 1 || !conditions.some((one) => AFTER_WORK.test(one))) return undefined;
  if (methods !== undefined && (methods === 'unknown' || !methods.includes(method ?? ''))) return undefined;
  return { site: retryOn.site, retries: times, conditions };
}

function toReport(group: readonly [Repetition, ...Repetition[]]): Report {
  const [{ site, retries, conditions, use }] = group;
  const callers = [...new Set(group.map(({ relation }) => relation.from.name))];
  const callees = [...new Set(group.map(({ relation }) => relation.to.name))];
  const when = conditions === undefined ? 'whatever the call fails with' : `when the answer is ${listOf(conditions.filter((one) => AFTER_WORK.test(one)))}`;
  const what = use.protocol === 'grpc' ? use.method : `${use.method} calls`;
  return {
    site,
    message: `${what} from ${listOf(callers)} to ${listOf(callees)} ${use.protocol === 'grpc' ? 'is' : 'are'} tried up to ${retries + 1} times ${when}: ${listOf(callees)} may have done the work before it failed, and then does it twice. Repeat only connections that were never made, or send a key by which a repetition is recognised.`,
    related: uniqueBy(group, (one) => siteKey(one.use.site)).filter((one) => siteKey(one.use.site) !== siteKey(site)).map(({ use: one, relation }) => ({ site: one.site, message: `${relation.from.name} calls ${relation.to.name} here` })),
    elements: uniqueBy(group.flatMap(({ relation: { from, to } }) => [from, to]), ({ id }) => id),
    relations: uniqueBy(group.map(({ relation }) => relation), ({ id }) => id),
    fixes: conditions === undefined ? [] : fixesOf(site, conditions),
  };
}

/** What is left of the conditions, with those for connections. */
function fixesOf(site: Site, conditions: readonly string[]): Fix[] {
  const kept = [...new Set(['connect-failure', 'refused-stream', ...conditions.filter((one) => BEFORE_WORK.test(one))])];
  // What this rule does not know may be about either.
  if (!conditions.every((one) => AFTER_WORK.test(one) || BEFORE_WORK.test(one))) return [];
  return [{ title: 'Retry only what never reached the callee', edits: [{ site, newText: kept.join(',') }], preferred: true }];
}
