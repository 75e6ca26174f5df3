import { clientLibraries, type ClientLanguage, type HostedService } from '../../model/hosted-services/index.js';
import type { Call, Value } from '../../syntax/outline/outline.js';
import { argument } from './arguments.js';
import { firstText, onlyCall, optionOf } from './calls.js';
import type { Reader } from './reader.js';
import { isUnknown, literalStart, type Text } from './text.js';
import type { CallSite, SignatureTable, Use } from './uses.js';
import { isNamed } from '../../syntax/outline/callee.js';

/** Options that lead a client to another server than the public one. */
const OPTIONS = [
  'endpoint_url', 'endpoint', 'Endpoint', 'BaseEndpoint', 'ServiceURL', 'base_url', 'baseUrl', 'baseURL', 'BaseURL', 'api_base', 'openai_api_base',
  'api_endpoint', 'apiEndpoint', 'account_url', 'azure_endpoint', 'domain', 'EmulatorHost', 'emulatorHost',
];

/** Calls and assignments that do. */
const SETTER = /^(?:endpointOverride|(?:set|with|With)?(?:Base)?[eE]ndpoint(?:Configuration|_url)?|set(?:Emulator)?Host|(?:with|With)?[bB]ase(?:URL|Url|_url)|ServiceURL|connectionString|api_base)=?$/;

/** Python takes the service of Amazon as an argument: `boto3.client("s3")`. */
const FACTORY = /^(?:aio)?boto3\.(?:(?:session\.)?Session\(\)\.)?(?:client|resource)$/;

type ServiceOpenedBy = (call: Call, reader: Reader) => HostedService | undefined;

/** The clients of hosted services that a language's libraries open. */
export function hostedServices(language: ClientLanguage): SignatureTable {
  const libraries = clientLibraries(language);
  const any = new RegExp([...libraries.map(({ opens }) => opens), FACTORY].map(({ source }) => `(?:${source})`).join('|'));
  const serviceOpenedBy: ServiceOpenedBy = (call, reader) => {
    const path = pathOf(call, reader);
    return any.test(path) ? libraries.find(({ opens }) => opens.test(path))?.service : undefined;
  };
  return [[any, (site) => {
    const service = serviceOpenedBy(site.call, site.reader);
    return service === undefined ? [] : [hostedUse(site, service, serviceOpenedBy)];
  }]];
}

function pathOf(call: Call, reader: Reader): string {
  const { path } = reader.chain(call.callee);
  const service = FACTORY.test(path) ? firstText(call, reader) : undefined;
  return service === undefined ? path : `${path}("${literalStart(service)}")`;
}

function hostedUse(site: CallSite, service: HostedService, serviceOpenedBy: ServiceOpenedBy): Use {
  const { id, relation, protocol } = service;
  const target = ownEndpoint(site) ?? sharedEndpoint(site.reader, service, serviceOpenedBy);
  const place = { path: site.file, span: site.call.nameSpan };
  return {
    client: id, hosted: id, relation: relation === 'telemetry' ? 'calls' : relation, protocol, ...(target && { target }),
    // These libraries give up and repeat by rules of their own.
    ...(relation !== 'stores' && { care: { timeout: { known: false, site: place }, hasBreaker: 'unknown', hasFallback: relation === 'telemetry' } }),
  };
}

/** Where the client is told to go in its options, or on the way to it. */
function ownEndpoint(site: CallSite): Text | undefined {
  const option = argument(site.call, Infinity, ...OPTIONS) ?? [0, 1, 2].map((index) => optionOf(site, index, ...OPTIONS)).find((value) => value !== undefined);
  const setter = [...site.chain.calls].reverse().find((call) => isNamed(call, SETTER));
  const value = option ?? (setter && argument(setter, 0));
  return value && textThrough(value, site.reader);
}

/** Where the only configuration or setter of the file leads, if the file has clients of one service alone. */
function sharedEndpoint(reader: Reader, service: HostedService, serviceOpenedBy: ServiceOpenedBy): Text | undefined {
  const setter = onlyCall(reader, SETTER);
  const value = configured(reader) ?? (setter && argument(setter, 0));
  if (value === undefined || reader.outline.calls.some((call) => (serviceOpenedBy(call, reader) ?? service) !== service)) return undefined;
  return textThrough(value, reader);
}

/** `new AmazonS3Config { ServiceURL = … }`, `aws.Config{ Endpoint: … }`. */
function configured(reader: Reader): Value | undefined {
  const found = reader.outline.calls.flatMap((call) => (call.form === 'make' ? call.arguments : [])).filter(({ name }) => name === 'ServiceURL' || name === 'BaseEndpoint' || name === 'Endpoint');
  return found.length === 1 ? found[0]?.value : undefined;
}

/** Through what only wraps a text: `URI.create(url)`, `aws.String(url)`, `new EndpointConfiguration(url, region)`. */
function textThrough(value: Value, reader: Reader): Text {
  const text = reader.text(value);
  const inner = value.kind === 'call' && isUnknown(text) ? argument(value, 0) : undefined;
  return inner === undefined ? text : reader.text(inner);
}
