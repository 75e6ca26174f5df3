import { get, type YamlNode } from '../../../syntax/yaml.js';
import type { ManifestFile } from '../manifest.js';
import { writtenTexts } from '../templates.js';

/** The namespaces that `exportTo` lists. */
export function exportsOf(file: ManifestFile, spec: YamlNode | undefined): { readonly exportTo?: readonly string[] } {
  const list = writtenTexts(file, get(spec, 'exportTo'));
  return list.length === 0 ? {} : { exportTo: list };
}
