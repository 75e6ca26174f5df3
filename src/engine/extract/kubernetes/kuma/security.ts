import type { PeerAuthenticationFact } from '../../../model/mesh-facts.js';
import type { Setting } from '../../../model/text.js';
import { siteOf } from '../../../syntax/yaml-slots.js';
import { get, itemsOf, textOf, type YamlNode } from '../../../syntax/yaml.js';
import type { Manifest, ManifestFile } from '../manifest.js';
import { settingAt } from '../reading.js';
import { callerOf } from './targets.js';

/** A Mesh: mTLS is on once a backend is enabled, and strict unless that backend says otherwise. */
export function meshFact({ file, root, header: { name, site } }: Manifest): PeerAuthenticationFact | undefined {
  const mtls = get(root, 'spec', 'mtls');
  const enabled = get(mtls, 'enabledBackend');
  if (enabled === undefined) return undefined;
  const backend = itemsOf(get(mtls, 'backends')).find((one) => textOf(get(one, 'name')) === textOf(enabled));
  const mode = modeIn(file, backend) ?? { known: true as const, value: 'STRICT', site: siteOf(file.path, enabled) };
  return { kind: 'peer-authentication', mesh: 'kuma', name, site, selector: {}, mode, portModes: [] };
}

/** MeshTLS, where it changes the mode of the whole mesh or of some workloads. */
export function meshTlsFacts({ file, root, header: { name, site } }: Manifest): PeerAuthenticationFact[] {
  const spec = get(root, 'spec');
  const selector = callerOf(file, spec)?.labels ?? {};
  return [...itemsOf(get(spec, 'from')), ...itemsOf(get(spec, 'rules'))].flatMap((part) => {
    const mode = modeIn(file, get(part, 'default'));
    return mode === undefined ? [] : [{ kind: 'peer-authentication' as const, mesh: 'kuma' as const, name, site, selector, mode, portModes: [] }];
  });
}

function modeIn(file: ManifestFile, node: YamlNode | undefined): Setting<string> | undefined {
  return settingAt(file, node, 'mode', (mode) => textOf(mode)?.toUpperCase());
}
