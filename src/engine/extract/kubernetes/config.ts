import type { ConfigMapFact, NamespaceFact } from '../../model/deployment-facts.js';
import { UNKNOWN } from '../../model/expression.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, isTemplated, pairsOf } from '../../syntax/yaml.js';
import { documentSlot, type Manifest } from './manifest.js';
import { defined, labelsOf } from './reading.js';
import { fromBase64, secretAddress } from './secret-address.js';
import { templatedExpression, writtenText } from './templates.js';

/** A ConfigMap with its texts. */
export function configMapFact({ file, root, header }: Manifest): ConfigMapFact {
  const entries = pairsOf(get(root, 'data')).flatMap(({ key, value }) => {
    const text = writtenText(file, value);
    if (value === undefined || text === undefined || isTemplated(key.text)) return [];
    return [{ key: key.text, value: templatedExpression(text), site: siteOf(file.path, value) }];
  });
  return { kind: 'config-map', secret: false, ...header, entries };
}

/** The keys of a Secret, and the addresses in it. What is secret is not kept. */
export function secretFact({ file, root, header }: Manifest): ConfigMapFact {
  const entries = (['data', 'stringData'] as const).flatMap((section) => pairsOf(get(root, section)).flatMap(({ key, value }) => {
    if (isTemplated(key.text)) return [];
    const written = writtenText(file, value);
    const text = written === undefined || isTemplated(written) ? undefined : section === 'data' ? fromBase64(written) : written;
    return [{ key: key.text, value: text === undefined ? UNKNOWN : secretAddress(key.text, text), site: siteOf(file.path, key) }];
  }));
  return { kind: 'config-map', secret: true, ...header, entries };
}

/** A Namespace; its labels say whether a mesh is switched on. */
export function namespaceFact({ file, root, header: { name, site } }: Manifest): NamespaceFact {
  const metadata = get(root, 'metadata');
  return {
    kind: 'namespace',
    name,
    site,
    labels: labelsOf(file, get(metadata, 'labels')),
    annotations: labelsOf(file, get(metadata, 'annotations')),
    ...defined({ documents: documentSlot(file) }),
  };
}
