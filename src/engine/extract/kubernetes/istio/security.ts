import type { PeerAuthenticationFact } from '../../../model/mesh-facts.js';
import { get, pairsOf, textOf } from '../../../syntax/yaml.js';
import type { Manifest } from '../manifest.js';
import { defined, portOf, selectorAt, settingAt } from '../reading.js';

/** A PeerAuthentication; none when a template hides which workloads it holds for. */
export function peerAuthenticationFact({ file, root, header }: Manifest): PeerAuthenticationFact | undefined {
  const spec = get(root, 'spec');
  const selector = selectorAt(file, spec, 'selector', 'matchLabels');
  if (selector === undefined) return undefined;
  const portModes = pairsOf(get(spec, 'portLevelMtls')).flatMap(({ key, value }) => {
    const port = portOf(key);
    const mode = settingAt(file, value, 'mode', textOf);
    return port === undefined || mode === undefined ? [] : [{ port, mode }];
  });
  const mode = settingAt(file, get(spec, 'mtls'), 'mode', textOf);
  return { kind: 'peer-authentication', mesh: 'istio', ...header, selector, portModes, ...defined({ mode }) };
}
