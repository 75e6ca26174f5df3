import type { PeerAuthenticationFact } from '../../../model/mesh-facts.js';
import { get, textOf, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest } from '../manifest.js';
import { settingAt } from '../reading.js';

/** The mode of mTLS that ProxyDefaults set for all services. */
export function mutualTlsFact({ file, root, header: { name, site } }: Manifest): PeerAuthenticationFact | undefined {
  const mode = settingAt(file, get(root, 'spec'), 'mutualTLSMode', modeOf);
  return mode && { kind: 'peer-authentication', mesh: 'consul', name, site, selector: {}, mode, portModes: [] };
}

function modeOf(node: YamlNode): string | undefined {
  const mode = textOf(node);
  return mode === 'strict' || mode === 'permissive' ? mode.toUpperCase() : undefined;
}
