import type { AuthorizationPolicyFact, PeerAuthenticationFact } from '../../../model/mesh-facts.js';
import { get, itemsOf, pairsOf, textOf } from '../../../syntax/yaml.js';
import type { Manifest } from '../manifest.js';
import { defined, portOf, selectorAt, settingAt } from '../reading.js';
import { writtenText, writtenTexts } from '../templates.js';

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

/** An AuthorizationPolicy; none when a template hides which workloads it holds for. */
export function authorizationPolicyFact({ file, root, header }: Manifest): AuthorizationPolicyFact | undefined {
  const spec = get(root, 'spec');
  const selector = selectorAt(file, spec, 'selector', 'matchLabels');
  if (selector === undefined) return undefined;
  const sources = itemsOf(get(spec, 'rules'))
    .flatMap((rule) => itemsOf(get(rule, 'from')))
    .flatMap((from) => [get(from, 'source', 'principals'), get(from, 'source', 'namespaces')])
    .flatMap((list) => writtenTexts(file, list));
  const action = writtenText(file, get(spec, 'action')) ?? 'ALLOW';
  return { kind: 'authorization-policy', mesh: 'istio', ...header, selector, action, sources };
}
