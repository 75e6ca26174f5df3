import type { Container, UnitFact } from '../../model/deployment-facts.js';
import { mappingSlot, siteOf } from '../../syntax/yaml-slots.js';
import { booleanOf, get, itemsOf, numberOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { environmentOf, environmentSourcesOf } from './environment.js';
import { documentSlot, nameOf, type Manifest, type ManifestFile } from './manifest.js';
import { mountsOf, volumesOf, type PodVolume } from './mounts.js';
import { probesOf } from './probes.js';
import { actionAt, defined, labelsOf, portOf, selectorAt, settingAt } from './reading.js';
import { templatedExpression, writtenText } from './templates.js';

/** Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Rollout or Pod; DeploymentConfig of OpenShift, Service of Knative. */
export function workloadFact({ file, root, type, header }: Manifest): UnitFact | undefined {
  const spec = get(root, 'spec');
  // A Rollout that runs the pods of a Deployment is no workload of its own.
  if (get(spec, 'workloadRef') !== undefined) return undefined;
  const workload = type.slice(type.indexOf('/') + 1);
  const pod = podOf(workload, root);
  const metadata = get(pod, 'metadata');
  const replicas = settingAt(file, spec, 'replicas', replicaCount);
  return {
    kind: 'unit',
    technology: 'kubernetes',
    workload,
    ...header,
    aliases: [],
    labels: labelsOf(file, get(metadata, 'labels')),
    annotations: labelsOf(file, get(metadata, 'annotations')),
    containers: containersOf(file, get(pod, 'spec')),
    startsAfter: [],
    links: [],
    profiles: [],
    networks: [],
    extraHosts: [],
    slots: defined({
      labels: mappingSlot(file.path, file.text, get(metadata, 'labels')),
      annotations: mappingSlot(file.path, file.text, get(metadata, 'annotations')),
      replicas: replicas === undefined ? mappingSlot(file.path, file.text, spec) : undefined,
      documents: documentSlot(file),
    }),
    ...defined({
      selector: podSelector(file, spec),
      replicas,
      replicasAction: actionAt(file, spec, 'replicas'),
      hostNetwork: settingAt(file, get(pod, 'spec'), 'hostNetwork', booleanOf),
      // `serviceAccount` is the deprecated name.
      serviceAccount: settingAt(file, get(pod, 'spec'), 'serviceAccountName', textOf) ?? settingAt(file, get(pod, 'spec'), 'serviceAccount', textOf),
    }),
  };
}

function podSelector(file: ManifestFile, spec: YamlNode | undefined): Readonly<Record<string, string>> | undefined {
  if (get(spec, 'selector', 'matchExpressions') !== undefined) return undefined;
  const labels = selectorAt(file, spec, 'selector', 'matchLabels');
  return labels !== undefined && Object.keys(labels).length > 0 ? labels : undefined;
}

/** The mapping with the `metadata` and `spec` of the pods. */
export function podOf(workload: string, root: YamlNode): YamlNode | undefined {
  if (workload === 'Pod') return root;
  return workload === 'CronJob' ? get(root, 'spec', 'jobTemplate', 'spec', 'template') : get(root, 'spec', 'template');
}

function replicaCount(node: YamlNode): number | undefined {
  const count = numberOf(node);
  return count !== undefined && Number.isInteger(count) && count >= 0 ? count : undefined;
}

/** Main containers first, so that the first one is what the workload is there for. */
function containersOf(file: ManifestFile, podSpec: YamlNode | undefined): Container[] {
  const volumes = volumesOf(file, podSpec);
  return [
    ...itemsOf(get(podSpec, 'containers')).map((node) => containerOf(file, node, volumes, false)),
    // An init container that always restarts is a sidecar: it does not end.
    ...itemsOf(get(podSpec, 'initContainers')).map((node) => containerOf(file, node, volumes, textOf(get(node, 'restartPolicy')) !== 'Always')),
  ];
}

function containerOf(file: ManifestFile, node: YamlNode, volumes: ReadonlyMap<string, PodVolume>, init: boolean): Container {
  const ports = itemsOf(get(node, 'ports'));
  return {
    name: writtenText(file, get(node, 'name')) ?? '',
    init,
    environment: environmentOf(file, node),
    envFiles: [],
    envFrom: environmentSourcesOf(node),
    ports: ports.flatMap((port) => portOf(get(port, 'containerPort')) ?? []),
    published: ports.flatMap((port) => publishedPort(file, port)),
    mounts: mountsOf(file, node, volumes),
    probes: probesOf(file, node),
    ...defined({ image: imageOf(file, node), command: commandOf(file, node), namedPorts: namedPorts(ports) }),
  };
}

function namedPorts(ports: readonly YamlNode[]): Record<string, number> | undefined {
  const named = ports.flatMap((port): [string, number][] => {
    const [name, number] = [nameOf(get(port, 'name')), portOf(get(port, 'containerPort'))];
    return name === undefined || number === undefined ? [] : [[name, number]];
  });
  return named.length === 0 ? undefined : Object.fromEntries(named);
}

function imageOf(file: ManifestFile, container: YamlNode): Container['image'] {
  const node = get(container, 'image');
  const text = writtenText(file, node);
  return node === undefined || text === undefined ? undefined : { value: templatedExpression(text), site: siteOf(file.path, node) };
}

function publishedPort(file: ManifestFile, port: YamlNode): Container['published'] {
  const node = get(port, 'hostPort');
  const host = portOf(node);
  const container = portOf(get(port, 'containerPort'));
  if (node === undefined || host === undefined || container === undefined) return [];
  return [{ host, container, site: siteOf(file.path, node) }];
}

function commandOf(file: ManifestFile, container: YamlNode): Container['command'] {
  const lists = [get(container, 'command'), get(container, 'args')].filter((list) => list?.kind === 'list');
  const [first] = lists;
  if (first === undefined) return undefined;
  // `${X}` stays: to the shell that runs the command it is no template.
  if (lists.some(({ span }) => file.text.slice(span.start, span.end).includes('{{'))) return undefined;
  const words = lists.flatMap((list) => itemsOf(list)).flatMap((item) => textOf(item) ?? []);
  return { text: words.join(' '), site: siteOf(file.path, first) };
}
