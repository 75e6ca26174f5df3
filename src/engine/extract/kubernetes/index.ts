import type { Extraction, Extractor, Fact, Problem } from '../../model/facts.js';
import type { Path } from '../../model/text.js';
import { get, maskTemplates, parseYaml, type ParsedYaml } from '../../syntax/yaml.js';
import { networkPolicyFacts } from './access/network-policy.js';
import { APP_MESH_READERS } from './app-mesh.js';
import { CHART_RELEASE_READERS } from './chart-releases.js';
import { CILIUM_READERS } from './cilium.js';
import { configMapFact, namespaceFact, secretFact } from './config.js';
import { CONSUL_READERS } from './consul/index.js';
import { annotatedUpstreams } from './consul/upstreams.js';
import { daprComponentFact, daprConfigurationFact, daprSubscriptionFact } from './dapr.js';
import { KUBERNETES_COVERAGE } from './coverage.js';
import { CONTROLLER_READERS } from './edge/controllers.js';
import { GATEWAY_API_READERS } from './edge/gateway-api.js';
import { INGRESS_READERS } from './edge/ingress.js';
import { withoutForeignDocuments } from './foreign-documents.js';
import { ISTIO_READERS } from './istio/index.js';
import { meshConfigFacts } from './istio/reach.js';
import { KUMA_READERS } from './kuma/index.js';
import { annotatedServiceFacts, inboundPolicyFact } from './linkerd/annotations.js';
import { LINKERD_READERS } from './linkerd/index.js';
import { manifestsOf, type Manifest, type ManifestFile, type Reader } from './manifest.js';
import { networkServiceFact } from './network.js';
import { OPERATOR_READERS } from './operators.js';
import { recordOf } from './reading.js';
import { autoscalerFact, disruptionBudgetFact } from './scaling.js';
import { SMI_READERS } from './smi.js';
import { isTemplate } from './templates.js';
import { podOf, workloadFact } from './workload.js';

/** Readers by API group and kind, whatever the version. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['/Pod', workloadFacts],
  ['apps/Deployment', workloadFacts],
  ['extensions/Deployment', workloadFacts],
  ['apps/StatefulSet', workloadFacts],
  ['apps/DaemonSet', workloadFacts],
  ['extensions/DaemonSet', workloadFacts],
  ['apps/ReplicaSet', workloadFacts],
  ['extensions/ReplicaSet', workloadFacts],
  ['batch/Job', workloadFacts],
  ['batch/CronJob', workloadFacts],
  ['argoproj.io/Rollout', workloadFacts],
  ['/ReplicationController', workloadFacts],
  ['apps.openshift.io/DeploymentConfig', workloadFacts],
  ['serving.knative.dev/Service', workloadFacts],
  ['/Service', (manifest) => [networkServiceFact(manifest), ...annotatedServiceFacts(manifest)]],
  ['networking.k8s.io/NetworkPolicy', networkPolicyFacts],
  ['extensions/NetworkPolicy', networkPolicyFacts],
  ['/ConfigMap', (manifest) => [configMapFact(manifest), ...meshConfigFacts(manifest)]],
  ['/Secret', secretFact],
  ['/Namespace', (manifest) => [namespaceFact(manifest), ...inboundPolicyFact(manifest, get(manifest.root, 'metadata'), {}, manifest.header.name)]],
  ['autoscaling/HorizontalPodAutoscaler', autoscalerFact],
  ['policy/PodDisruptionBudget', disruptionBudgetFact],
  ['dapr.io/Component', daprComponentFact],
  ['dapr.io/Subscription', daprSubscriptionFact],
  ['dapr.io/Configuration', daprConfigurationFact],
  ...OPERATOR_READERS, ...CHART_RELEASE_READERS, ...INGRESS_READERS, ...GATEWAY_API_READERS, ...CONTROLLER_READERS,
  ...ISTIO_READERS, ...LINKERD_READERS, ...CONSUL_READERS, ...KUMA_READERS, ...SMI_READERS, ...APP_MESH_READERS, ...CILIUM_READERS,
]);

/** A workload, and what annotations of its pods say to a mesh. */
function workloadFacts(manifest: Manifest): Fact[] {
  const unit = workloadFact(manifest);
  if (unit === undefined) return [];
  const pod = podOf(unit.workload, manifest.root);
  const labels = recordOf(manifest.file, get(pod, 'metadata', 'labels'));
  return [
    unit,
    ...annotatedUpstreams(manifest, get(pod, 'metadata', 'annotations'), labels),
    ...inboundPolicyFact(manifest, get(pod, 'metadata'), labels, manifest.header.namespace),
  ];
}

const KINDS = new Set([...READERS.keys()].map((type) => type.slice(type.indexOf('/') + 1)));

const ANY_KIND = new RegExp([...KINDS].join('|'));

/** Objects of Kubernetes, of meshes and of ingress controllers in YAML files, Helm templates included. */
export const kubernetesExtractor: Extractor = {
  id: 'kubernetes',
  coverage: KUBERNETES_COVERAGE,
  version: 14,
  accepts: (path) => /\.ya?ml$/i.test(path),
  mayMatch: (text) => text.includes('apiVersion') && ANY_KIND.test(text),
  extract,
};

function extract(path: Path, text: string): Extraction {
  const file: ManifestFile = { path, text, masked: maskTemplates(text) };
  const parsed = parseYaml(withoutForeignDocuments(file.masked, KINDS));
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
