import type { ContractRole, ContractUseFact } from '../../model/contract-facts.js';
import type { Extractor } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import { GRPC_STUBS } from './coverage.js';
import { matched } from './reading.js';

/** A way to write the use of generated code; its first group is the gRPC service. */
type Form = readonly [ContractRole, RegExp];

/**
 * How the code that protoc generates is used. Its names follow from those of the service in each language, so a pattern
 * finds them without a parser; `link` only believes names that some `.proto` defines.
 */
const FORMS: readonly (readonly [RegExp, readonly Form[]])[] = [
  [/\.go$/, [
    ['server', /\bRegister(\w{1,80})Server\(/g],
    ['client', /\bNew(\w{1,80})Client\(\s*\w/g],
    // go-micro makes `NewOrdersService(name, client)` for a service `Orders` as for one that is called `OrdersService`.
    ['server', /\bRegister(\w{1,80})Handler\(\s*\w{1,80}\.Server\(\)/g],
    ['client', /\bNew(\w{1,80}?Service)\(\s*["\w][^()\n]{0,120},\s*\w{1,80}\.Client\(\)/g],
    ['client', /\bNew(\w{1,80}?)Service\(\s*["\w][^()\n]{0,120},\s*\w{1,80}\.Client\(\)/g],
  ]],
  [/\.py$/, [
    ['server', /\badd_(\w{1,80})Servicer_to_server\(/g],
    ['client', /\b([A-Z]\w{0,79})Stub\(/g],
  ]],
  [/\.(?:java|kt)$/, [
    ['server', /\b(\w{1,80})Grpc(?:Kt)?\.\w{1,90}ImplBase\b/g],
    ['client', /\b(\w{1,80})Grpc(?:Kt)?\.(?:new\w{0,40}Stub\(|\w{1,90}Stub\b)/g],
  ]],
  [/\.cs$/, [
    ['server', /\b(\w{1,80})\.\1Base\b/g],
    ['client', /\b(\w{1,80})\.\1Client\b/g],
  ]],
  [/\.[cm]?[jt]sx?$/, [
    ['server', /\.addService\(\s*(?:[\w$]{1,80}\.){0,6}?([A-Z]\w{0,79}?)(?:\.service)?\s*,/g],
    ['server', /@GrpcMethod\(\s*['"](\w{1,80})['"]/g],
    ['server', /@(\w{1,80})ControllerMethods\(\)/g],
    ['server', /\.service\(\s*([A-Z]\w{0,79})\s*,/g],
    ['client', /\.getService(?:<[^<>()\n]{1,120}>)?\(\s*['"](\w{1,80})['"]/g],
    ['client', /\bnew\s+(?:[\w$]{1,80}\.){0,6}([A-Z]\w{0,79})\([^;()]{1,200}?\b(?:credentials|ChannelCredentials)\b/g],
    ['client', /\bcreate(?:Promise|Callback)?Client\(\s*([A-Z]\w{0,79})\s*,/g],
  ]],
  [/\.rb$/, [
    ['server', /<\s*(?:\w{1,80}::){0,6}(\w{1,80})::Service\b/g],
    ['client', /\b(\w{1,80})::Stub\.new\b/g],
  ]],
  [/\.rs$/, [
    ['server', /\b([A-Z]\w{0,79})Server::(?:new|with_interceptor)\(/g],
    ['client', /\b([A-Z]\w{0,79})Client::(?:connect|new|with_interceptor)\(/g],
  ]],
  [/\.scala$/, [
    ['server', /\bextends\s+(\w{1,80})Grpc\.\w{1,80}\b/g],
    ['server', /\b(\w{1,80})Handler(?:\.partial|\.withServerReflection)?\(/g],
    ['client', /\b(\w{1,80})Grpc\.(?:stub|blockingStub)\(/g],
    ['client', /\b(\w{1,80})Client\(\s*(?:GrpcClientSettings|\w*[sS]ettings)\b/g],
  ]],
  [/\.exs?$/, [
    ['server', /\buse\s+GRPC\.Server,\s*service:\s*(?:\w{1,80}\.){0,6}(\w{1,80})\.Service\b/g],
    ['client', /\b(\w{1,80})\.Stub\.\w/g],
  ]],
  [/\.(?:cc|cpp|cxx)$/, [
    ['server', /\bpublic\s+(?:\w{1,80}::){0,6}(\w{1,80})::(?:\w{1,80}_)?Service\b/g],
    ['client', /\b(\w{1,80})::NewStub\(/g],
  ]],
];

/** Generated code mentions every stub, and tests those they replace. */
const NOT_WRITTEN = /\.pb\.(?:go|cc)$|_pb2(?:_grpc)?\.py$|_pb\.[jt]s$|(?:^|[^/])Grpc(?:Kt)?\.(?:java|cs|kt)$|_test\.go$|(?:^|\/)(?:tests?|__tests__|generated|src\/test|node_modules)\/|\.(?:spec|test)\.[jt]sx?$|(?:^|\/)test_[^/]*\.py$/;

/** All of them in one, because every path of the workspace is asked. */
const SOURCES = new RegExp(FORMS.map(([files]) => files.source).join('|'));

/** Words without which none of the forms occurs. */
const CANDIDATE = /[gG]rpc|GRPC|_pb\b|\bpb\.|\bproto|Servicer_to_server|\b[A-Z]\w{0,79}Stub\(|::Stub\b|\.Stub\.|::Service\b|\.\w{1,80}(?:Base|Client)\b|\bNew\w{1,80}Client\(|\bRegister\w{1,80}(?:Server|Handler)\(|\bNew\w{1,80}Service\(|connectrpc|bufbuild/;

/** Which services' stubs a source file calls, and which it implements. */
export const grpcStubExtractor: Extractor = {
  id: 'grpc-stubs',
  coverage: GRPC_STUBS,
  version: 2,
  accepts: (path) => SOURCES.test(path) && !NOT_WRITTEN.test(path),
  mayMatch: (text) => CANDIDATE.test(text),
  extract: (path, text) => ({ facts: formsOf(path).flatMap(([role, pattern]) => [...text.matchAll(pattern)].map((match) => toFact(path, role, match))), problems: [] }),
};

function formsOf(path: Path): readonly Form[] {
  return FORMS.find(([files]) => files.test(path))?.[1] ?? [];
}

function toFact(path: Path, role: ContractRole, match: RegExpMatchArray): ContractUseFact {
  const service = match[1] ?? '';
  return { kind: 'contract-use', format: 'proto', role, tool: 'grpc', service, site: matched(path, match, service) };
}
