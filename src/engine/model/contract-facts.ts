import type { Site } from './text.js';

/** What files say about agreed interfaces between services. */
export type ContractFact = ContractDefinitionFact | ContractUseFact | RemoteInterfaceFact;

export type ContractFormat = 'proto' | 'openapi' | 'asyncapi' | 'graphql' | 'avro' | 'json-schema' | 'pact';

/** An interface, or the shape of messages, that a file defines. */
export interface ContractDefinitionFact {
  readonly kind: 'contract';
  readonly format: ContractFormat;
  /** What it calls itself: title of an API, package of a `.proto`, full name of an Avro record; the name of the file where it says nothing. */
  readonly name: string;
  readonly version?: string;
  /** What can be called, or listened to. Empty where only messages are defined. */
  readonly operations: readonly ContractOperation[];
  /** Paths that all operations of an HTTP API stand under, without a slash at the end; none: they are whole. */
  readonly basePaths: readonly string[];
  /** Files it includes, as written. */
  readonly imports: readonly string[];
  /** Pact: the names of the two sides. */
  readonly parties?: { readonly consumer: string; readonly provider: string };
  /** The same for texts that differ in nothing but comments, white space and generator options: tells identical copies from diverging ones. */
  readonly digest: string;
  /** Where its name stands. */
  readonly site: Site;
}

/** One operation: `GET /orders/{id}`, `rpc shop.Orders/Get`, `send order.created`, `query orders`. */
export interface ContractOperation {
  /** HTTP verb in upper case; `rpc`; `send` and `receive` of channels, from the author's side; `query`, `mutation`, `subscription`. */
  readonly verb: string;
  readonly path: string;
  readonly site: Site;
  /** Its whole declaration with its lines, where it can be taken out alone. */
  readonly removal?: Site;
}

export type ContractRole = 'client' | 'server' | 'both';

/** Code that is made from a contract, or uses what was made from it. */
export interface ContractUseFact {
  readonly kind: 'contract-use';
  readonly format: ContractFormat;
  readonly role: ContractRole;
  /** What makes the code: `openapi-generator`, `orval`, `grpc-tools`, ... */
  readonly tool: string;
  /** File or URL of the contract, as written; relative to the file that says so. */
  readonly input?: string;
  /** The gRPC service, without package, whose stub or base class stands in code. */
  readonly service?: string;
  readonly site: Site;
}

/** An interface that a program of the JVM exports for remote calls, or takes from whoever exports it: a registry leads from one to the other. */
export interface RemoteInterfaceFact {
  readonly kind: 'remote-interface';
  /** `dubbo`, `sofa-rpc`, `motan`, `vertx`, `vertx-http`, `moleculer`. */
  readonly framework: string;
  readonly role: 'client' | 'server';
  /** With its package, where the file tells; `*` for all that a framework offers. */
  readonly name: string;
  readonly site: Site;
}
