import type { Path } from '../../../model/text.js';
import type { HealthCheckFact, HealthEndpointFact } from '../../../model/health-facts.js';
import type { Call } from '../../../syntax/outline/outline.js';
import { argument } from '../arguments.js';
import type { Reader } from '../reader.js';
import { isUnknown } from '../text.js';
import { argumentText } from '../uses.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Checks of the packages `AspNetCore.HealthChecks.*` and of Entity Framework by the method that registers them, and whom they ask. */
const CHECKS: ReadonlyMap<string, string> = new Map([
  ['AddDbContextCheck', 'sql'], ['AddNpgSql', 'postgres'], ['AddSqlServer', 'mssql'], ['AddMySql', 'mysql'], ['AddOracle', 'oracle'],
  ['AddMongoDb', 'mongodb'], ['AddRedis', 'redis'], ['AddElasticsearch', 'elasticsearch'], ['AddCosmosDb', 'cosmosdb'], ['AddAzureCosmosDB', 'cosmosdb'], ['AddEventStore', 'eventstore'],
  ['AddRabbitMQ', 'rabbitmq'], ['AddKafka', 'kafka'], ['AddNats', 'nats'],
  ['AddUrlGroup', 'http'], ['AddIdentityServer', 'http'],
]);

/** Health checks that a file registers, and the end points that run them. */
export function healthIn(file: Path, reader: Reader, text: string): (HealthCheckFact | HealthEndpointFact)[] {
  return reader.outline.calls.flatMap((call): (HealthCheckFact | HealthEndpointFact)[] => [...checkOf(file, call, reader), ...endpointOf(file, call, reader, text)]);
}

/** `services.AddHealthChecks().AddNpgSql(…)`, also through a variable or parameter. */
function checkOf(file: Path, call: Call, reader: Reader): HealthCheckFact[] {
  const technology = call.callee.kind === 'member' ? CHECKS.get(call.callee.name) : undefined;
  if (technology === undefined || !/AddHealthChecks\(\)|IHealthChecksBuilder\(\)/.test(reader.chain(call.callee).path)) return [];
  const target = technology === 'http' ? addressIn(call, reader) : undefined;
  return [{ kind: 'health-check', framework: 'aspnet', asks: { technology, ...(target && { target: target.parts }) }, site: { path: file, span: call.nameSpan } }];
}

/** `AddUrlGroup(new Uri(url), …)`. */
function addressIn(call: Call, reader: Reader): ReturnType<typeof argumentText> {
  const address = argument(call, 0, 'uri', 'idSvrUri');
  const text = address && reader.text(address.kind === 'call' && isNamed(address, /^Uri$/) ? (argument(address, 0) ?? address) : address);
  return text === undefined || isUnknown(text) ? undefined : text;
}

/** `app.MapHealthChecks("/health", new HealthCheckOptions { Predicate = … })`; without a predicate all checks are run. */
function endpointOf(file: Path, call: Call, reader: Reader, text: string): HealthEndpointFact[] {
  if (!isNamed(call, /^(?:Map|Use)HealthChecks$/) || call.callee.kind !== 'member') return [];
  const path = argumentText({ call, reader }, 0, 'pattern', 'path');
  // A route group puts more before the path.
  if (path === undefined || isUnknown(path) || reader.chain(call.callee).path.includes('MapGroup()')) return [];
  const runsAll = call.arguments.slice(1).every(({ value }) => value.kind === 'number' || runsAllOf(value, reader, text));
  return [{ kind: 'health-endpoint', framework: 'aspnet', path: path.parts, runsAll, site: { path: file, span: call.nameSpan } }];
}

function runsAllOf(options: Parameters<Reader['chain']>[0], reader: Reader, text: string): boolean {
  const made = reader.chain(options).calls.at(-1);
  // Options that come from elsewhere may choose.
  if (made?.form !== 'make') return false;
  const predicate = argument(made, Infinity, 'Predicate');
  if (predicate === undefined) return !/\.Predicate\s*=/.test(text);
  return predicate.kind === 'function' && /=>\s*true$/.test(text.slice(predicate.span.start, predicate.span.end).trimEnd());
}
