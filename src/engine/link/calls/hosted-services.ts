import type { UseFact } from '../../model/code-facts.js';
import { literalOf } from '../../model/expression.js';
import { hostedServiceOf, type HostedService } from '../../model/hosted-services/index.js';
import { addressesOf } from '../names/addresses.js';
import type { Loose } from './connections.js';
import type { Draft } from '../draft.js';
import { extractorOf } from '../settings/extractor-names.js';
import type { Externals } from './externals.js';
import type { LinkContext, Runtime } from '../link-context.js';
import { runtimesOf } from '../link-context.js';

/** A use as seen by the variables of a runtime that lead the library of its service to another server. */
export function withEndpointVariable(use: UseFact, { environment }: Runtime): UseFact {
  const name = hostedServiceOf(use)?.endpointVariables?.find((one) => environment.variables.has(one));
  return name === undefined ? use : { ...use, target: [{ hole: 'environment', name, ...(use.target && { fallback: use.target }) }] };
}

/**
 * Leads clients that are told no address to the hosted services that their libraries know. Where an element uses a service by an address,
 * its other clients of it mean the same; where something stands in for the service, it may be meant.
 */
export function wireHostedServices(context: LinkContext, uses: readonly Loose[], externals: Externals): void {
  const open = new Map<HostedService, Loose[]>();
  for (const loose of uses) {
    const service = hostedServiceOf(loose.use);
    if (service !== undefined) open.set(service, [...(open.get(service) ?? []), loose]);
  }
  for (const [service, loose] of open) {
    if (context.drafts.some((draft) => isStandIn(draft, service))) continue;
    const addressed = new Set(loose.filter(({ draft, use }) => isAddressed(context, draft, use)).map(({ draft }) => draft));
    for (const { draft, use } of loose) if (!addressed.has(draft)) wireService(context, draft, use, externals.service(service, use.site), service);
  }
}

function wireService({ wiring }: LinkContext, from: Draft, use: UseFact, to: Draft, { relation }: HostedService): void {
  const channel = literalOf(use.channel);
  wiring.add({
    from, to, kind: relation === 'telemetry' ? relation : use.relation, protocol: use.protocol, use, ...(channel === undefined ? {} : { channel }),
    // An address that is not known may be anybody's.
    evidence: [{ site: use.site, extractor: extractorOf(use.site.path), confidence: use.target === undefined ? 'declared' : 'inferred' }],
  });
}

/** Whether an address of the workspace, or a connection made elsewhere, says where a use goes, be it a machine that nobody knows. */
function isAddressed(context: LinkContext, draft: Draft, use: UseFact): boolean {
  if (context.wiring.from(draft).some(({ uses }) => uses.includes(use))) return true;
  return runtimesOf(context, draft).some((runtime) => {
    const { target, site } = withEndpointVariable(use, runtime);
    return target !== undefined && addressesOf(context.resolve(target, site.path, runtime.environment).text).length > 0;
  });
}

/** Emulators and servers with the same interface, which a system runs instead of the service; what the team builds is a client of it. */
function isStandIn({ name, units, codeFolders }: Draft, { standIns }: HostedService): boolean {
  if (standIns === undefined || codeFolders.length > 0) return false;
  const images = units.flatMap(({ containers }) => containers.flatMap(({ image }) => literalOf(image?.value) ?? []));
  return [name, ...images].some((text) => standIns.test(text.toLowerCase()));
}
