import type { UseRelation } from '../code-facts.js';

/** Languages whose client libraries are listed. */
export type ClientLanguage = 'java' | 'csharp' | 'go' | 'python' | 'php' | 'ruby' | 'rust' | 'typescript';

/**
 * A client library: what a file that uses it mentions (in TypeScript the module itself), and the calls that open its client.
 * Calls are told by their paths as the readers of the language spell them: `software.amazon.awssdk.services.s3.S3Client.builder().build`,
 * with a constructor as the name of its class.
 */
export type ClientLibrary = readonly [mention: string, opens: RegExp];

/** A service that another company runs, and that its client library finds without being told an address. */
export interface HostedService {
  /** Unique in the table. */
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** What a client does with it; `telemetry` leaves the program beside its work. */
  readonly relation: UseRelation | 'telemetry';
  /** See `UseFact.protocol`. */
  readonly protocol: string;
  /** Its public host names, also those that carry the name of a customer. */
  readonly hosts?: RegExp;
  /** Environment variables that lead its libraries to another server. */
  readonly endpointVariables?: readonly string[];
  /** Names and images of what stands in for it on a developer's machine. */
  readonly standIns?: RegExp;
  /** Protocols and clients of uses (see `UseFact`) that mean it without any mention of its name. */
  readonly meantBy?: readonly string[];
  readonly clients: Partial<Record<ClientLanguage, readonly ClientLibrary[]>>;
}
