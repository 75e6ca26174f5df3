import type { AccessPolicyFact, AccessRule, AccessTechnology, Matcher, Party } from '../../../model/access-facts.js';
import type { Caller } from '../../../model/mesh-facts.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import { callerOf, matched } from '../kuma/targets.js';
import { nameOf, type Manifest } from '../manifest.js';
import { addition, anyOf, has, isTemplatedPolicy, party, templatedRules } from './parties.js';

const EVERYBODY = '*';

/** ServiceIntentions of Consul. The more exactly source and destination are named, the higher an intention ranks, the destination first. */
export function intentionsFact(manifest: Manifest): AccessPolicyFact | undefined {
  const { file, root, header } = manifest;
  const node = get(root, 'spec', 'destination', 'name');
  const target = textOf(node);
  if (node === undefined || target === undefined) return undefined;
  const list = get(root, 'spec', 'sources');
  const rules = itemsOf(list).flatMap((source): AccessRule[] => {
    const name = textOf(get(source, 'name'));
    if (name === undefined) return [];
    const namespace = nameOf(get(source, 'namespace'));
    const exactness = name === EVERYBODY ? 0 : 1;
    return [{
      effect: textOf(get(source, 'action')) === 'deny' ? 'deny' : 'allow', rank: (target === EVERYBODY ? 0 : 2) + exactness, site: siteOf(file.path, get(source, 'name') ?? source),
      // Permissions look at requests; peers and partitions are other places.
      conditional: ['permissions', 'peer', 'partition', 'samenessGroup'].some((key) => has(source, key)),
      peers: [named(manifest, source, name, namespace)],
      ...addition(file, list, 'intention'),
    }];
  });
  return {
    kind: 'access-policy', technology: 'consul', object: 'ServiceIntentions', name: header.name, site: header.site, direction: 'inbound',
    subject: named(manifest, node, target), isWide: target === EVERYBODY,
    // What holds without an intention is a setting of the servers.
    isolates: false, rules: isTemplatedPolicy(manifest) ? templatedRules(header.site) : rules,
  };
}

function named({ file }: Manifest, node: YamlNode, name: string, namespace?: string): Party {
  return party(file, node, name === EVERYBODY ? [] : [anyOf({ by: 'name', name, ...(namespace !== undefined && { namespace }) })]);
}

/** A TrafficTarget of the Service Mesh Interface. What holds without one is up to the mesh. */
export function trafficTargetFact(manifest: Manifest): AccessPolicyFact | undefined {
  const { file, root, header } = manifest;
  const destination = get(root, 'spec', 'destination');
  if (destination === undefined) return undefined;
  const account = (node: YamlNode): Party => {
    const [name, namespace] = [nameOf(get(node, 'name')), nameOf(get(node, 'namespace')) ?? header.namespace];
    return party(file, node, [anyOf(name === undefined ? { by: 'unknown' } : { by: 'identity', account: name, ...(namespace !== undefined && { namespace }) })]);
  };
  return permission(manifest, 'smi', account(destination), itemsOf(get(root, 'spec', 'sources')).map(account), 'allow');
}

/** MeshTrafficPermission of Kuma. */
export function permissionFacts(manifest: Manifest): AccessPolicyFact[] {
  const { file, root } = manifest;
  const spec = get(root, 'spec');
  return itemsOf(get(spec, 'from')).flatMap((part) => {
    const action = textOf(get(part, 'default', 'action'));
    return action === undefined ? [] : [permission(manifest, 'kuma', kumaParty(manifest, root, callerOf(file, spec)), [kumaParty(manifest, part, callerOf(file, part))], /^allow/i.test(action) ? 'allow' : 'deny')];
  });
}

/** TrafficPermission, of the first generation of Kuma's policies. */
export function legacyPermissionFacts(manifest: Manifest): AccessPolicyFact[] {
  const { file, root } = manifest;
  const partiesIn = (key: string): Party[] => matched(file, get(root, 'spec', key)).map(({ host, node }) => kumaParty(manifest, node, { name: host }));
  return partiesIn('destinations').map((subject) => permission(manifest, 'kuma', subject, partiesIn('sources'), 'allow'));
}

function kumaParty({ file }: Manifest, node: YamlNode, caller: Caller | undefined): Party {
  const matchers: Matcher[] = [];
  if (caller?.name !== undefined && caller.name !== EVERYBODY) matchers.push({ by: 'name', name: caller.name });
  if (caller?.labels !== undefined) matchers.push({ by: 'pod-labels', requirements: Object.entries(caller.labels).map(([key, value]) => ({ key, operator: 'In', values: [value] })) });
  return party(file, node, matchers.map((matcher) => anyOf(matcher)));
}

/** Permissions of these meshes are looked at for whom they are about, not for what they refuse. */
function permission({ header, type }: Manifest, technology: AccessTechnology, subject: Party, peers: readonly Party[], effect: AccessRule['effect']): AccessPolicyFact {
  return {
    kind: 'access-policy', technology, object: type.slice(type.indexOf('/') + 1), ...header, direction: 'inbound', subject, isWide: subject.conditions.length === 0, isolates: false,
    rules: [{ effect, rank: 0, peers, conditional: true, site: header.site }],
  };
}
