import type { Probe } from '../../model/health-facts.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, itemsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import type { ManifestFile } from './manifest.js';
import { defined, settingAt } from './reading.js';

const PURPOSES = [['livenessProbe', 'liveness'], ['readinessProbe', 'readiness'], ['startupProbe', 'startup']] as const;

/** The probes of a container: requests over HTTP, commands, and connections to a host that is named. */
export function probesOf(file: ManifestFile, container: YamlNode): Probe[] {
  return PURPOSES.flatMap(([key, purpose]): Probe[] => {
    const probe = get(container, key);
    if (probe === undefined) return [];
    const [request, socket, exec] = [get(probe, 'httpGet'), get(probe, 'tcpSocket'), get(probe, 'exec', 'command')];
    const path = settingAt(file, request, 'path', textOf);
    const host = settingAt(file, request ?? socket, 'host', textOf);
    const command = exec && commandOf(file, exec);
    const place = command === undefined ? (host?.site ?? path?.site) : exec && siteOf(file.path, exec);
    return [{ purpose, ...defined({ path, host, command }), site: place ?? siteOf(file.path, probe) }];
  });
}

/** Absent where a template writes a part of it. */
function commandOf(file: ManifestFile, list: YamlNode): string | undefined {
  if (file.text.slice(list.span.start, list.span.end).includes('{{')) return undefined;
  const words = itemsOf(list).flatMap((item) => textOf(item) ?? []);
  return words.length === 0 ? undefined : words.join(' ');
}
