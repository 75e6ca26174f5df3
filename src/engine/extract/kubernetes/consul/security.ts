import type { AuthorizationPolicyFact, PeerAuthenticationFact } from '../../../model/mesh-facts.js';
import { get, itemsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest } from '../manifest.js';
import { settingAt } from '../reading.js';
import { writtenText } from '../templates.js';

/** ServiceIntentions: one fact for those who may call, one for those who may not. */
export function intentionsFact({ file, root, header }: Manifest): AuthorizationPolicyFact[] {
  const target = writtenText(file, get(root, 'spec', 'destination', 'name'));
  if (target === undefined) return [];
  const sources = itemsOf(get(root, 'spec', 'sources')).flatMap((source) => {
    const name = writtenText(file, get(source, 'name'));
    // Permissions for single paths let the caller in.
    return name === undefined ? [] : [{ name, action: textOf(get(source, 'action')) === 'deny' ? 'DENY' : 'ALLOW' }];
  });
  return ['ALLOW', 'DENY'].flatMap((action): AuthorizationPolicyFact[] => {
    const names = sources.filter((source) => source.action === action).map(({ name }) => name);
    return names.length === 0 ? [] : [{ kind: 'authorization-policy', mesh: 'consul', ...header, selector: {}, target, action, sources: names }];
  });
}

/** The mode of mTLS that ProxyDefaults set for all services. */
export function mutualTlsFact({ file, root, header: { name, site } }: Manifest): PeerAuthenticationFact | undefined {
  const mode = settingAt(file, get(root, 'spec'), 'mutualTLSMode', modeOf);
  return mode && { kind: 'peer-authentication', mesh: 'consul', name, site, selector: {}, mode, portModes: [] };
}

function modeOf(node: YamlNode): string | undefined {
  const mode = textOf(node);
  return mode === 'strict' || mode === 'permissive' ? mode.toUpperCase() : undefined;
}
