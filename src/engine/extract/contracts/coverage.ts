import type { Coverage } from '../../model/facts.js';

/** What is read of contracts and of the tools that generate code from them. */
export const CONTRACTS: Coverage = {
  title: 'Contracts',
  readings: [
    { technology: 'Protocol Buffers', reads: 'packages, services, methods, imports, routes of `google.api.http`', yields: 'contract' },
    { technology: 'OpenAPI and Swagger', reads: 'versions 2 and 3 in YAML and JSON: operations, base paths', yields: 'contract' },
    { technology: 'AsyncAPI', reads: 'versions 2 and 3: who sends and receives on which channel', yields: 'contract' },
    { technology: 'GraphQL schemas', reads: 'files in schema language, federated ones too: fields of the root types', yields: 'contract' },
    { technology: 'GraphQL operations', reads: 'documents of queries: their owner is a client', yields: 'contract-use' },
    { technology: 'Avro', reads: 'records of `.avsc` files by their full names', yields: 'contract' },
    { technology: 'JSON Schema', reads: 'schemas of events, messages and commands that are kept as files', yields: 'contract' },
    { technology: 'Pact', reads: 'recorded pacts: consumer, provider, requests', yields: 'contract' },
    { technology: 'Grpc.Tools', reads: '`<Protobuf>` items with the side they generate', yields: 'contract-use' },
    { technology: 'OpenAPI Generator', reads: 'Maven and Gradle plugins, `openapitools.json`, npm scripts: input, client or server', yields: 'contract-use' },
    { technology: 'OpenAPI clients for TypeScript', reads: 'openapi-typescript, swagger-typescript-api, orval, Hey API: input', yields: 'contract-use' },
    { technology: 'OpenAPI clients for .NET', reads: '`<OpenApiReference>`, NSwag, Kiota: input', yields: 'contract-use' },
    { technology: 'GraphQL Code Generator', reads: '`codegen.yml` and `codegen.ts`: schema', yields: 'contract-use' },
  ],
  notRead: ['GraphQL schemas written inside code', 'subjects that exist in a schema registry alone'],
};

/** What is read of generated gRPC code. */
export const GRPC_STUBS: Coverage = {
  title: 'gRPC stubs',
  readings: [
    { technology: 'Implemented services', reads: 'base classes and registrations in Go, Python, Java, Kotlin, C#, TypeScript, JavaScript, Ruby, Rust, C++, Scala, Elixir', yields: 'contract-use' },
    { technology: 'Called services', reads: 'stubs and clients in the same languages, NestJS, nice-grpc and Connect', yields: 'contract-use' },
  ],
  notRead: ['services that no `.proto` file of the workspace defines'],
};
