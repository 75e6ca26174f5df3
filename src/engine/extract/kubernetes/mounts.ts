import type { Completion, Mount } from '../../model/deployment-facts.js';
import { valueOf, type Setting } from '../../model/text.js';
import { mappingSlot, siteOf, textSlot } from '../../syntax/yaml-slots.js';
import { booleanOf, get, isTemplated, itemsOf, pairOf, scalarOf, textOf, type YamlMap, type YamlNode } from '../../syntax/yaml.js';
import type { ManifestFile } from './manifest.js';
import { defined, settingAt } from './reading.js';
import { writtenText } from './templates.js';

/** A volume of a pod, which containers mount by its name in the pod. */
export interface PodVolume {
  readonly source: Mount['source'];
  /** Claim name or host path; empty when templated. For a ConfigMap, the name in the pod. */
  readonly name: string;
  readonly configMap?: string;
  /** A claim can be read-only for the whole pod. */
  readonly readOnly?: Setting<boolean>;
}

/** The volumes of a pod that live longer than it, and ConfigMaps, by their names in the pod. */
export function volumesOf(file: ManifestFile, podSpec: YamlNode | undefined): ReadonlyMap<string, PodVolume> {
  const volumesByName = new Map<string, PodVolume>();
  for (const volume of itemsOf(get(podSpec, 'volumes'))) {
    const name = textOf(get(volume, 'name'));
    const known = name === undefined ? undefined : (lastingVolume(file, volume) ?? mountedConfigMap(name, volume));
    if (name !== undefined && known !== undefined) volumesByName.set(name, known);
  }
  return volumesByName;
}

function lastingVolume(file: ManifestFile, volume: YamlNode): PodVolume | undefined {
  const claim = get(volume, 'persistentVolumeClaim');
  if (claim !== undefined) {
    const readOnly = settingAt(file, claim, 'readOnly', booleanOf);
    return { source: 'volume', name: knownText(get(claim, 'claimName')), ...defined({ readOnly }) };
  }
  const host = get(volume, 'hostPath');
  return host && { source: 'host', name: knownText(get(host, 'path')) };
}

function mountedConfigMap(name: string, volume: YamlNode): PodVolume | undefined {
  const configMap = knownText(get(volume, 'configMap', 'name'));
  return configMap === '' ? undefined : { source: 'other', name, configMap };
}

function knownText(node: YamlNode | undefined): string {
  const text = textOf(node) ?? '';
  return isTemplated(text) ? '' : text;
}

/** The `volumeMounts` of a container. Claim templates make one volume per replica, so they are not among `volumes`. */
export function mountsOf(file: ManifestFile, container: YamlNode, volumes: ReadonlyMap<string, PodVolume>): Mount[] {
  return itemsOf(get(container, 'volumeMounts')).flatMap((entry) => {
    const name = scalarOf(get(entry, 'name'));
    if (entry.kind !== 'map' || name === undefined) return [];
    const known = volumes.get(name.text);
    const volume = known?.configMap === undefined ? known : undefined;
    const own = settingAt(file, entry, 'readOnly', booleanOf);
    const readOnly = valueOf(volume?.readOnly) === true ? volume?.readOnly : own;
    const mount = {
      source: volume?.source ?? 'other',
      name: volume === undefined ? knownText(name) : placeIn(volume, entry),
      target: writtenText(file, get(entry, 'mountPath')) ?? '',
      site: siteOf(file.path, name),
    };
    return [{ ...mount, ...defined({ configMap: known?.configMap, readOnly, readOnlyFix: volume && readOnlyFix(file, entry, readOnly) }) }];
  });
}

/** Mounts of different sub-paths share nothing, so the sub-path belongs to the name. */
function placeIn(volume: PodVolume, entry: YamlNode): string {
  if (get(entry, 'subPathExpr') !== undefined) return '';
  const subPath = get(entry, 'subPath');
  if (subPath === undefined || volume.name === '') return volume.name;
  const known = knownText(subPath);
  return known === '' ? '' : `${volume.name}/${known}`;
}

function readOnlyFix(file: ManifestFile, entry: YamlMap, readOnly: Setting<boolean> | undefined): Completion | undefined {
  if (pairOf(entry, 'readOnly') === undefined) {
    const slot = readOnly === undefined ? mappingSlot(file.path, file.text, entry) : undefined;
    return slot && { slot, item: { readOnly: true } };
  }
  if (valueOf(readOnly) !== false || readOnly === undefined || entry.shared) return undefined;
  return { slot: textSlot(file.path, readOnly.site.span), item: 'true' };
}
