import type { MeshConfigFact, MeshGatewayFact, ServiceEntryFact, SidecarFact, TelemetryFact } from '../../../model/mesh-facts.js';
import { get, itemsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import { documentSlot, type Manifest, type ManifestFile } from '../manifest.js';
import { defined, recordOf, selectorAt } from '../reading.js';
import { writtenText, writtenTexts } from '../templates.js';
import { exportsOf } from './exports.js';

/** A ServiceEntry; outside the mesh unless it says otherwise, as in Istio. */
export function serviceEntryFact({ file, root, header }: Manifest): ServiceEntryFact {
  const spec = get(root, 'spec');
  return {
    kind: 'service-entry', mesh: 'istio',
    ...header,
    hosts: writtenTexts(file, get(spec, 'hosts')),
    ...exportsOf(file, spec),
    external: textOf(get(spec, 'location')) !== 'MESH_INTERNAL',
    endpoints: itemsOf(get(spec, 'endpoints')).length,
    addresses: itemsOf(get(spec, 'endpoints')).flatMap((endpoint) => writtenText(file, get(endpoint, 'address')) ?? []),
    selector: recordOf(file, get(spec, 'workloadSelector', 'labels')),
  };
}

/** An Istio Gateway, which opens ports of gateway pods. */
export function meshGatewayFact({ file, root, header }: Manifest): MeshGatewayFact | undefined {
  const spec = get(root, 'spec');
  const selector = selectorAt(file, spec, 'selector');
  return selector && { kind: 'mesh-gateway', mesh: 'istio', ...header, selector, hosts: hostsIn(file, get(spec, 'servers')) };
}

/** A Sidecar, which narrows what workloads can reach; none when a template hides which. */
export function sidecarFact({ file, root, header }: Manifest): SidecarFact | undefined {
  const spec = get(root, 'spec');
  const selector = selectorAt(file, spec, 'workloadSelector', 'labels');
  if (selector === undefined) return undefined;
  const outboundMode = writtenText(file, get(spec, 'outboundTrafficPolicy', 'mode'));
  return { kind: 'sidecar', mesh: 'istio', ...header, selector, egressHosts: hostsIn(file, get(spec, 'egress')), ...defined({ outboundMode, documents: documentSlot(file) }) };
}

/** An IstioOperator: whether proxies let out to hosts that nobody registered. */
export function operatorFact({ file, root, header }: Manifest): MeshConfigFact | undefined {
  const outboundMode = writtenText(file, get(root, 'spec', 'meshConfig', 'outboundTrafficPolicy', 'mode'));
  return outboundMode === undefined ? undefined : { kind: 'mesh-config', mesh: 'istio', ...header, outboundMode };
}

/** The settings of Istio are YAML inside of its ConfigMap. */
const OUTBOUND_MODE = /^outboundTrafficPolicy:\s{0,20}\n\s{1,20}mode:\s{1,20}["']?([A-Z_]{1,20})/m;

/** The ConfigMap that Istio's control plane reads. */
export function meshConfigFacts({ file, root, header }: Manifest): MeshConfigFact[] {
  const isOfIstio = /^istio(?:-[\w-]+)?$/.test(header.name);
  const [, outboundMode] = (isOfIstio && OUTBOUND_MODE.exec(writtenText(file, get(root, 'data', 'mesh')) ?? '')) || [];
  return outboundMode === undefined ? [] : [{ kind: 'mesh-config', mesh: 'istio', ...header, outboundMode }];
}

/** A Telemetry resource. */
export function telemetryFact({ file, root, header }: Manifest): TelemetryFact | undefined {
  const selector = selectorAt(file, get(root, 'spec'), 'selector', 'matchLabels');
  return selector && { kind: 'telemetry', mesh: 'istio', ...header, selector };
}

function hostsIn(file: ManifestFile, list: YamlNode | undefined): string[] {
  return itemsOf(list).flatMap((item) => writtenTexts(file, get(item, 'hosts')));
}
