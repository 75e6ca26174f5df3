import type { Probe } from '../../model/health-facts.js';
import { booleanOf, get, textOf, type YamlNode } from '../../syntax/yaml.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import type { Source } from './source.js';

/** `healthcheck.test`: a command for the shell, or a list that says first how it is run. Variables stand as written; `$$` is a dollar. */
export function healthcheckOf({ path }: Source, service: YamlNode): Probe[] {
  const healthcheck = get(service, 'healthcheck');
  const test = get(healthcheck, 'test');
  if (test === undefined || booleanOf(get(healthcheck, 'disable')) === true) return [];
  const words = (test.kind === 'list' ? test.items : [test]).flatMap((node) => textOf(node) ?? []);
  if (words[0] === 'NONE') return [];
  const command = (/^CMD(?:-SHELL)?$/.test(words[0] ?? '') ? words.slice(1) : words).join(' ').replaceAll('$$', '$');
  return command === '' ? [] : [{ purpose: 'health', command, site: siteOf(path, test) }];
}
