import type { Caller, TrafficPolicyFact } from '../../../model/mesh-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, textOf, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest } from '../manifest.js';
import { defined } from '../reading.js';
import { callerOf, legacyCallers, matched, targetsOf } from './targets.js';

/** MeshCircuitBreaker: its outlier detection and its limits. */
export function breakerFacts(manifest: Manifest): TrafficPolicyFact[] {
  const { file, root } = manifest;
  const spec = get(root, 'spec');
  return targetsOf(file, spec).map(({ host, node, settings }) => {
    const outliers = get(settings, 'outlierDetection');
    const ejects = outliers !== undefined && textOf(get(outliers, 'disabled')) !== 'true' && get(outliers, 'detectors') !== undefined;
    return toFact(manifest, host, node, ejects || get(settings, 'connectionLimits') !== undefined, callerOf(file, spec));
  });
}

/** CircuitBreaker. */
export function legacyBreakerFacts(manifest: Manifest): TrafficPolicyFact[] {
  const { file, root } = manifest;
  const spec = get(root, 'spec');
  const opens = get(spec, 'conf', 'detectors') !== undefined || get(spec, 'conf', 'thresholds') !== undefined;
  return matched(file, get(spec, 'destinations')).flatMap(({ host, node }) => legacyCallers(file, spec).map((caller) => toFact(manifest, host, node, opens, caller)));
}

function toFact({ file, header }: Manifest, host: string, node: YamlNode, limitsLoad: boolean, caller: Caller | undefined): TrafficPolicyFact {
  return { kind: 'traffic-policy', mesh: 'kuma', ...header, host, hostSite: siteOf(file.path, node), levels: [{ level: 'host', limitsLoad }], subsets: [], ...defined({ caller }) };
}
