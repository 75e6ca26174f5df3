import type { HttpRoute, PeerAuthenticationFact, TrafficPolicyFact, TrafficRouteFact } from '../../../model/mesh-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, numberOf, pairOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import { durationOf } from '../duration.js';
import type { Manifest, ManifestFile } from '../manifest.js';
import { defined, settingAt } from '../reading.js';

/** Retries of a request where nothing sets their number. */
const DEFAULT_RETRIES = 1;

/** What the annotations of a Service, or of a route, say about time-outs and retries. */
export function annotatedCare(file: ManifestFile, annotations: YamlNode | undefined): Pick<HttpRoute, 'timeout' | 'attempts'> {
  const condition = pairOf(annotations, 'retry.linkerd.io/http') ?? pairOf(annotations, 'retry.linkerd.io/grpc');
  const retries = condition && { known: true as const, value: DEFAULT_RETRIES, site: siteOf(file.path, condition.key) };
  return defined({
    timeout: settingAt(file, annotations, 'timeout.linkerd.io/request', durationOf) ?? settingAt(file, annotations, 'timeout.linkerd.io/response', durationOf),
    attempts: retries && (settingAt(file, annotations, 'retry.linkerd.io/limit', numberOf) ?? retries),
  });
}

/** What the annotations of a Service say about calls to it. */
export function annotatedServiceFacts({ file, root, header }: Manifest): (TrafficRouteFact | TrafficPolicyFact)[] {
  const annotations = get(root, 'metadata', 'annotations');
  if (annotations === undefined) return [];
  const care = annotatedCare(file, annotations);
  const accrual = pairOf(annotations, 'balancer.linkerd.io/failure-accrual');
  const host = header.name;
  const facts: (TrafficRouteFact | TrafficPolicyFact)[] = [];
  if (Object.keys(care).length > 0) {
    const route: HttpRoute = { protocol: 'http', destinations: [{ host, site: header.site }], site: header.site, ...care };
    facts.push({ kind: 'traffic-route', mesh: 'linkerd', ...header, hosts: [host], gateways: [], routes: [route] });
  }
  if (accrual !== undefined) {
    // It opens whatever the number of instances.
    facts.push({ kind: 'traffic-policy', mesh: 'linkerd', ...header, host, hostSite: siteOf(file.path, accrual.key), levels: [{ level: 'host', limitsLoad: true }], subsets: [] });
  }
  return facts;
}

/** Whether a namespace or a workload takes calls in plain text, in Istio's words: only callers in the mesh can be authenticated. */
export function inboundPolicyFact({ file, header }: Manifest, metadata: YamlNode | undefined, selector: Readonly<Record<string, string>>, namespace: string | undefined): PeerAuthenticationFact[] {
  const mode = settingAt(file, get(metadata, 'annotations'), 'config.linkerd.io/default-inbound-policy', modeOf);
  if (mode === undefined) return [];
  const { name, site } = header;
  return [{ kind: 'peer-authentication', mesh: 'linkerd', name, site, selector, mode, portModes: [], ...defined({ namespace }) }];
}

function modeOf(node: YamlNode): string | undefined {
  const policy = textOf(node) ?? '';
  if (/^(?:all|cluster)-authenticated$|^deny$/.test(policy)) return 'STRICT';
  return /^(?:all|cluster)-unauthenticated$/.test(policy) ? 'PERMISSIVE' : undefined;
}
