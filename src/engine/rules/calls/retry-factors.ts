import type { HttpRoute, MeshInterface } from '../../model/mesh-facts.js';
import type { Relation } from '../../model/graph.js';
import type { Site } from '../../model/text.js';
import { valueOf } from '../../model/text.js';

/** One layer that repeats a call. */
export interface RetryLayer {
  readonly layer: 'code' | 'mesh';
  /** First try included; 2 or more. */
  readonly attempts: number;
  /** Where the number is written. */
  readonly site: Site;
}

/** Meshes whose retries look at answers where nothing says otherwise. Istio's default is connections only (release note 50506), Consul's is nothing. */
const ANSWERS_BY_DEFAULT: ReadonlySet<MeshInterface> = new Set<MeshInterface>(['linkerd', 'kuma', 'gateway-api', 'app-mesh']);

/**
 * The layers that repeat a call when the callee answers with a failure, the code's first. Only numbers that a file writes count:
 * retries that only make a connection anew end with the hop where it fails, and what is unknown multiplies nothing.
 */
export function retryLayers({ uses, care, protocol }: Relation): RetryLayer[] {
  const inCode = uses.flatMap((use) => layerOf('code', use.care.retries));
  const inMesh = care.routes.flatMap(({ fact, route }) => (retriesAnswers(route, fact.mesh, protocol) ? layerOf('mesh', route.attempts) : []));
  return [mostOf(inCode), mostOf(inMesh)].filter((layer) => layer !== undefined);
}

/** How often a call may be tried, first try included. */
export function factorOf(layers: readonly RetryLayer[]): number {
  return layers.reduce((product, { attempts }) => product * attempts, 1);
}

function layerOf(layer: RetryLayer['layer'], retries: HttpRoute['attempts']): RetryLayer[] {
  const value = valueOf(retries);
  // A number without end, or a mistake, says nothing that one could multiply.
  return retries === undefined || value === undefined || !Number.isSafeInteger(value) || value < 1 ? [] : [{ layer, attempts: 1 + value, site: retries.site }];
}

function mostOf(layers: readonly RetryLayer[]): RetryLayer | undefined {
  return layers.reduce<RetryLayer | undefined>((most, layer) => (most === undefined || layer.attempts > most.attempts ? layer : most), undefined);
}

function retriesAnswers({ retriesAnswers: said }: HttpRoute, mesh: MeshInterface, protocol: string | undefined): boolean {
  if (said !== undefined) return valueOf(said) ?? false;
  // `unavailable` and `cancelled`, which gRPC hands on, are in Istio's default.
  return ANSWERS_BY_DEFAULT.has(mesh) || (mesh === 'istio' && protocol === 'grpc');
}
