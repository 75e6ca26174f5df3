import type { Extraction, Extractor, Fact, Problem } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import { maskTemplates, parseYaml, type ParsedYaml } from '../../syntax/yaml.js';
import { configMapFact, namespaceFact, secretFact } from './config.js';
import { daprComponentFact, daprConfigurationFact, daprSubscriptionFact } from './dapr.js';
import { gatewayRouteFacts, traefikRouteFact } from './gateway-routes.js';
import { trafficPolicyFact } from './istio/destination-rule.js';
import { meshGatewayFact, serviceEntryFact, sidecarFact, telemetryFact } from './istio/reach.js';
import { authorizationPolicyFact, peerAuthenticationFact } from './istio/security.js';
import { trafficRouteFact } from './istio/virtual-service.js';
import { manifestsOf, type Manifest, type ManifestFile } from './manifest.js';
import { ingressFact, networkPolicyFact, networkServiceFact } from './network.js';
import { autoscalerFact, disruptionBudgetFact } from './scaling.js';
import { isTemplate } from './templates.js';
import { workloadFact } from './workload.js';

type Reader = (manifest: Manifest) => Fact | readonly Fact[] | undefined;

/** Readers by API group and kind, whatever the version. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['/Pod', workloadFact],
  ['apps/Deployment', workloadFact],
  ['extensions/Deployment', workloadFact],
  ['apps/StatefulSet', workloadFact],
  ['apps/DaemonSet', workloadFact],
  ['extensions/DaemonSet', workloadFact],
  ['apps/ReplicaSet', workloadFact],
  ['extensions/ReplicaSet', workloadFact],
  ['batch/Job', workloadFact],
  ['batch/CronJob', workloadFact],
  ['argoproj.io/Rollout', workloadFact],
  ['/Service', networkServiceFact],
  ['networking.k8s.io/Ingress', ingressFact],
  ['extensions/Ingress', ingressFact],
  ['gateway.networking.k8s.io/HTTPRoute', gatewayRouteFacts],
  ['gateway.networking.k8s.io/GRPCRoute', gatewayRouteFacts],
  ['gateway.networking.k8s.io/TLSRoute', gatewayRouteFacts],
  ['gateway.networking.k8s.io/TCPRoute', gatewayRouteFacts],
  ['traefik.io/IngressRoute', traefikRouteFact],
  ['traefik.io/IngressRouteTCP', traefikRouteFact],
  ['traefik.io/IngressRouteUDP', traefikRouteFact],
  ['traefik.containo.us/IngressRoute', traefikRouteFact],
  ['traefik.containo.us/IngressRouteTCP', traefikRouteFact],
  ['traefik.containo.us/IngressRouteUDP', traefikRouteFact],
  ['networking.k8s.io/NetworkPolicy', networkPolicyFact],
  ['extensions/NetworkPolicy', networkPolicyFact],
  ['/ConfigMap', configMapFact],
  ['/Secret', secretFact],
  ['/Namespace', namespaceFact],
  ['autoscaling/HorizontalPodAutoscaler', autoscalerFact],
  ['policy/PodDisruptionBudget', disruptionBudgetFact],
  ['networking.istio.io/VirtualService', trafficRouteFact],
  ['networking.istio.io/DestinationRule', trafficPolicyFact],
  ['networking.istio.io/ServiceEntry', serviceEntryFact],
  ['networking.istio.io/Gateway', meshGatewayFact],
  ['networking.istio.io/Sidecar', sidecarFact],
  ['security.istio.io/PeerAuthentication', peerAuthenticationFact],
  ['security.istio.io/AuthorizationPolicy', authorizationPolicyFact],
  ['telemetry.istio.io/Telemetry', telemetryFact],
  ['dapr.io/Component', daprComponentFact],
  ['dapr.io/Subscription', daprSubscriptionFact],
  ['dapr.io/Configuration', daprConfigurationFact],
]);

const KINDS = [...new Set([...READERS.keys()].map((type) => type.slice(type.indexOf('/') + 1)))];

/** Kubernetes and Istio objects in YAML files, Helm templates included. */
export const kubernetesExtractor: Extractor = {
  id: 'kubernetes',
  coverage: { title: 'Kubernetes, Istio and Dapr manifests', readings: [], notRead: [] },
  version: 1,
  accepts: (path) => /\.ya?ml$/i.test(path),
  mayMatch: (text) => text.includes('apiVersion') && KINDS.some((kind) => text.includes(kind)),
  extract,
};

function extract(path: Path, text: string): Extraction {
  const file: ManifestFile = { path, text, masked: maskTemplates(text) };
  const parsed = parseYaml(file.masked);
  const manifests = manifestsOf(file, parsed.documents).filter(({ type }) => READERS.has(type));
  const facts = manifests.flatMap((manifest) => READERS.get(manifest.type)?.(manifest) ?? []);
  return { facts, problems: problemsOf(file, parsed, manifests.length > 0) };
}

/**
 * A template is seldom valid YAML once its actions are masked, so it gets one note instead of syntax errors, even when
 * they hide the names of all its objects. Other files without objects of ours are none of our business.
 */
function problemsOf(file: ManifestFile, { problems }: ParsedYaml, hasManifests: boolean): Problem[] {
  const { path } = file;
  if (!isTemplate(file)) return hasManifests ? problems.map(({ span, message }) => ({ site: { path, span }, message })) : [];
  const start = file.text.indexOf('{{');
  return [{ site: { path, span: { start, end: start + 2 } }, message: 'Helm template: templated values are unknown' }];
}
