import type { ContractFormat, ContractRole, ContractUseFact } from '../../model/contract-facts.js';
import type { Path } from '../../model/text.js';
import { matched } from './reading.js';

/** Reads what a build file makes from contracts. */
export type GeneratorReader = (path: Path, text: string) => ContractUseFact[];

const READERS: readonly (readonly [RegExp, GeneratorReader])[] = [
  [/(?:^|\/)package\.json$/, readScripts],
  [/(?:^|\/)orval\.config\.[cm]?[jt]s$/, inputs('orval', 'openapi', /\b(?:input|target)\s*:\s*(['"`])([^'"`\n]{1,300}\.(?:ya?ml|json)|https?:\/\/[^'"`\n]{1,300})\1/g)],
  [/(?:^|\/)openapi-ts\.config\.[cm]?[jt]s$/, inputs('openapi-ts', 'openapi', /\b(?:input|path)\s*:\s*(['"`])([^'"`\n]{1,300})\1/g)],
  [/(?:^|\/)(?:codegen|graphql\.config|\.graphqlrc)\.(?:ya?ml|json|[cm]?[jt]s)$/, inputs('graphql-codegen', 'graphql', /["']?\bschema["']?\s*:\s*(?:\[\s*|\n\s*-\s*)?(['"`]?)([^'"`\s\]]{1,300})\1/g)],
  [/(?:^|\/)(?:nswag\.json|[^/]+\.nswag)$/, inputs('nswag', 'openapi', /"url"\s*:\s*(")([^"\n]{1,300})"/g)],
  [/(?:^|\/)kiota-lock\.json$/, inputs('kiota', 'openapi', /"descriptionLocation"\s*:\s*(")([^"\n]{1,300})"/g)],
  [/(?:^|\/)(?:openapitools|\.?openapi-generator[^/]*|openapi-config)\.(?:json|ya?ml)$/, readOpenApiGenerator],
  [/(?:^|\/)pom\.xml$/, readOpenApiGenerator],
  [/(?:^|\/)build\.gradle(?:\.kts)?$/, readOpenApiGenerator],
  [/\.(?:cs|fs|vb)proj$/, readProject],
];

/** Paths of the files that are read. */
export const BUILD_FILES: readonly RegExp[] = READERS.map(([pattern]) => pattern);

/** The reader for a build file; undefined for other files. */
export function generatorReaderOf(path: Path): GeneratorReader | undefined {
  return READERS.find(([pattern]) => pattern.test(path))?.[1];
}

function use(path: Path, match: RegExpMatchArray, input: string, format: ContractFormat, role: ContractRole, tool: string): ContractUseFact {
  return { kind: 'contract-use', format, role, tool, input, site: matched(path, match, input) };
}

/** Configurations that name the contracts of clients: the second group of the pattern. */
function inputs(tool: string, format: ContractFormat, pattern: RegExp): GeneratorReader {
  return (path, text) => [...text.matchAll(pattern)].map((match) => use(path, match, match[2] ?? '', format, 'client', tool));
}

/** Generators that make servers; all others make clients, models or documents. */
const SERVER_GENERATORS = /^(?:spring|jaxrs|java-(?:camel|helidon-server|inflector|micronaut-server|msf4j|pkmst|play-framework|undertow-server|vertx)|kotlin-(?:server|spring|vertx|wiremock)|aspnetcore|go-(?:server|gin-server|echo-server)|nodejs-express-server|python-(?:flask|fastapi|aiohttp|blueplanet)|php-(?:laravel|lumen|slim|symfony|mezzio)|rust-(?:server|axum)|ruby-(?:on-rails|sinatra)|scala-(?:play-server|cask|akka-http-server)|cpp-(?:pistache|restbed|oatpp|qt-qhttpengine)-server)/;

const GENERATOR_INPUT = /(?:<inputSpec>\s*|\binputSpec(?:\.set\(|["']?\s*[:=]|\s+(?=["']))\s*["']?)([^<>"'\n)]{1,300})/g;
const GENERATOR_NAME = /(?:<generatorName>\s*|\bgeneratorName(?:\.set\(|["']?\s*[:=]|\s+(?=["']))\s*["']?)([\w-]{1,60})/;
const MADE_INTERFACES = /<interfaceOnly>\s*true|interfaceOnly["']?\s*[,:=]\s*["']?true/;

/** OpenAPI Generator as a plugin of Maven and Gradle, and its own configuration. Several runs of one file are told apart by what stands after each input. */
function readOpenApiGenerator(path: Path, text: string): ContractUseFact[] {
  const found = [...text.matchAll(GENERATOR_INPUT)];
  return found.map((match, index) => {
    const end = found[index + 1]?.index ?? text.length;
    const around = text.slice(match.index, end);
    const name = GENERATOR_NAME.exec(around)?.[1] ?? GENERATOR_NAME.exec(text)?.[1] ?? '';
    const library = /<library>\s*spring-cloud|library["']?\s*[:=,]\s*["']?spring-(?:cloud|http-interface)/.test(around);
    const isServer = SERVER_GENERATORS.test(name) && !library;
    const role = isServer ? 'server' : MADE_INTERFACES.test(around) ? 'both' : 'client';
    return use(path, match, (match[1] ?? '').trim(), 'openapi', role, 'openapi-generator');
  });
}

/** Commands that make clients of an API, as scripts of a package call them. */
const COMMANDS: readonly (readonly [string, RegExp])[] = [
  ['openapi-typescript', /\bopenapi-typescript(?:-codegen)?\s+(?:--input\s+|-i\s+)?([^\s"\\-][^\s"\\]{0,300})/g],
  ['openapi-generator', /\bopenapi-generator(?:-cli)?\s+generate\s[^"\n]{0,300}?-i\s+([^\s"\\]{1,300})/g],
  ['swagger-typescript-api', /\bswagger-typescript-api\s+[^"\n]{0,300}?(?:-p|--path)\s+([^\s"\\]{1,300})/g],
];

function readScripts(path: Path, text: string): ContractUseFact[] {
  return COMMANDS.flatMap(([tool, pattern]) =>
    [...text.matchAll(pattern)].map((match) => {
      const generator = /-g\s+([\w-]{1,60})/.exec(text.slice(match.index, match.index + 600))?.[1] ?? '';
      return use(path, match, match[1] ?? '', 'openapi', SERVER_GENERATORS.test(generator) ? 'server' : 'client', tool);
    }),
  );
}

const PROTOBUF_ITEM = /<Protobuf\s+([^<>]{1,400})>/g;
const OPENAPI_ITEM = /<OpenApi(?:Project)?Reference\s+Include\s*=\s*"([^"\n]{1,300})"/g;

/** .NET: `<Protobuf Include="…" GrpcServices="Client">` of Grpc.Tools, which makes both sides unless told, and `<OpenApiReference>`. */
function readProject(path: Path, text: string): ContractUseFact[] {
  const protos = [...text.matchAll(PROTOBUF_ITEM)].flatMap((match) => {
    const include = /\bInclude\s*=\s*"([^"]*)"/.exec(match[1] ?? '')?.[1];
    const services = /\bGrpcServices\s*=\s*"([^"]*)"/.exec(match[1] ?? '')?.[1]?.toLowerCase() ?? 'both';
    return include === undefined || services === 'none' ? [] : [use(path, match, include, 'proto', services === 'client' || services === 'server' ? services : 'both', 'grpc-tools')];
  });
  return [...protos, ...[...text.matchAll(OPENAPI_ITEM)].map((match) => use(path, match, match[1] ?? '', 'openapi', 'client', 'openapi-reference'))];
}
