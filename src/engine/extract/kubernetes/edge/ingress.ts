import type { IngressFact } from '../../../model/deployment-facts.js';
import { get, itemsOf, pairsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import { nameOf, type Manifest, type ManifestFile, type ReaderEntry } from '../manifest.js';
import { defined } from '../reading.js';
import { writtenText } from '../templates.js';
import { backendAt, hostsAt, type Backend } from './backends.js';

/** An Ingress of any version, and the Route that OpenShift had before. */
export const INGRESS_READERS: readonly ReaderEntry[] = [
  ['networking.k8s.io/Ingress', ingressFact],
  ['extensions/Ingress', ingressFact],
  ['route.openshift.io/Route', openShiftRouteFact],
];

function ingressFact({ file, root, header }: Manifest): IngressFact {
  const spec = get(root, 'spec');
  const annotations = get(root, 'metadata', 'annotations');
  const rules = itemsOf(get(spec, 'rules'));
  const paths = rules.flatMap((rule) => itemsOf(get(rule, 'http', 'paths')));
  return {
    kind: 'ingress', ...header, protocol: 'http',
    hosts: [...new Set(rules.flatMap((rule) => writtenText(file, get(rule, 'host')) ?? []))],
    backends: [
      ...backend(file, get(spec, 'defaultBackend') ?? get(spec, 'backend'), undefined),
      ...paths.flatMap((path) => backend(file, get(path, 'backend'), get(path, 'path'))),
      ...DEFAULT_BACKENDS.flatMap((key) => backendAt(file, get(annotations, key), '/')),
    ],
    asks: AUTH_URLS.flatMap((key) => hostsAt(file, get(annotations, key))),
    ...defined({ className: classOf(spec, annotations) }),
  };
}

/** `service.name`, or `serviceName` before networking.k8s.io/v1. */
function backend(file: ManifestFile, node: YamlNode | undefined, path: YamlNode | undefined): Backend[] {
  // For the controller of AWS the name is that of an action in its annotations then.
  if (textOf(get(node, 'service', 'port', 'name') ?? get(node, 'servicePort')) === 'use-annotation') return [];
  return backendAt(file, get(node, 'service', 'name') ?? get(node, 'serviceName'), writtenText(file, path) ?? '/');
}

/** Annotations that name one more service. */
const DEFAULT_BACKENDS = ['nginx.ingress.kubernetes.io/default-backend'];

/** Annotations with the address that each request is checked at. */
const AUTH_URLS = ['nginx.ingress.kubernetes.io/auth-url', 'haproxy-ingress.github.io/auth-url', 'ingress.kubernetes.io/auth-url'];

/** Prefixes of annotations that only one controller reads, and its usual class. */
const CONTROLLERS: readonly (readonly [prefix: string, className: string])[] = [
  ['nginx.ingress.kubernetes.io/', 'nginx'], ['nginx.org/', 'nginx'], ['traefik.ingress.kubernetes.io/', 'traefik'], ['konghq.com/', 'kong'],
  ['alb.ingress.kubernetes.io/', 'alb'], ['appgw.ingress.kubernetes.io/', 'azure-application-gateway'], ['haproxy-ingress.github.io/', 'haproxy'],
  ['haproxy.org/', 'haproxy'], ['projectcontour.io/', 'contour'], ['k8s.apisix.apache.org/', 'apisix'], ['networking.gke.io/', 'gce'],
  ['kubernetes.io/ingress.global-static-ip-name', 'gce'],
];

/** What serves it: its class, else the controller that its annotations are written for. */
function classOf(spec: YamlNode | undefined, annotations: YamlNode | undefined): string | undefined {
  const named = get(spec, 'ingressClassName') ?? get(annotations, 'kubernetes.io/ingress.class');
  if (named !== undefined) return nameOf(named);
  const keys = pairsOf(annotations).map(({ key }) => key.text);
  return CONTROLLERS.find(([prefix]) => keys.some((key) => key.startsWith(prefix)))?.[1];
}

function openShiftRouteFact({ file, root, header }: Manifest): IngressFact {
  const spec = get(root, 'spec');
  const path = textOf(get(spec, 'path')) ?? '/';
  const targets = [get(spec, 'to'), ...itemsOf(get(spec, 'alternateBackends'))].filter((target) => (textOf(get(target, 'kind')) ?? 'Service') === 'Service');
  const host = writtenText(file, get(spec, 'host'));
  return {
    kind: 'ingress', ...header, protocol: 'http', className: 'openshift', asks: [],
    hosts: host === undefined ? [] : [host],
    backends: targets.flatMap((target) => backendAt(file, get(target, 'name'), path)),
  };
}
