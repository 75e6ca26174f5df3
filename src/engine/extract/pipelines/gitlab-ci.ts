import type { ReleaseFact } from '../../model/packaging-facts.js';
import type { Path } from '../../model/text.js';
import { folderOf } from '../../model/text.js';
import { get, itemsOf, pairsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { readScript } from './image-builds.js';
import { parallelOf } from './matrix.js';
import { shippingOf } from './shipping.js';
import { filled, type Values } from './values.js';

/** Templates above a job that are followed. */
const MAX_DEPTH = 8;

/** Releases that the jobs of a GitLab pipeline make; hidden jobs are templates. */
export function readPipeline(path: Path, root: YamlNode | undefined, text: string): ReleaseFact[] {
  const own = folderOf(path).replace(/^\.gitlab(?:\/.*)?$/, '');
  const shipping = shippingOf(text, pairsOf(root).map(({ key }) => key.text), undefined);
  return pairsOf(root).flatMap(({ key, value: job }) => {
    if (job?.kind !== 'map' || key.text.startsWith('.')) return [];
    const layers = layersOf(root, job);
    const setting = (name: string): YamlNode | undefined => layers.map((layer) => get(layer, name)).find((node) => node !== undefined);
    const script = setting('script');
    if (script === undefined) return [];
    const lines = [...linesOf(setting('before_script') ?? get(root, 'before_script') ?? get(root, 'default', 'before_script')), ...linesOf(script)].join('\n');
    // A file in a folder is that of a project of its own, unless its commands start from the top.
    const folder = lines.includes(own) ? '' : own;
    const isFiltered = isForItself(setting('rules')) || get(setting('only'), 'changes') !== undefined || textOf(setting('when')) === 'manual';
    return parallelOf(get(setting('parallel'), 'matrix')).flatMap(({ values, site: entry }) => {
      const known = [root, ...[...layers].reverse()].reduce((outer, layer) => withVariables(outer, get(layer, 'variables')), values);
      const { builds, pushes, isPublishing } = readScript(lines, known, folder);
      const released = builds.length === 0 ? pushes : isPublishing ? builds : [];
      return released.map((build): ReleaseFact => ({
        kind: 'release', technology: 'gitlab-ci', trigger: `pipeline of ${path}`, isFiltered, ...(shipping !== undefined && { shipping }), ...build, site: siteOf(path, entry ?? key),
      }));
    });
  });
}

/** A job and the templates that it extends, nearest first. */
function layersOf(root: YamlNode | undefined, job: YamlNode, depth = 0): YamlNode[] {
  const extended = get(job, 'extends');
  const names = [textOf(extended), ...itemsOf(extended).map(textOf)].flatMap((name) => name ?? []);
  if (depth >= MAX_DEPTH) return [job];
  // Of several the last one wins.
  return [job, ...names.reverse().flatMap((name) => { const template = get(root, name); return template === undefined ? [] : layersOf(root, template, depth + 1); })];
}

/** Rules that start a job only when certain files changed, or by hand. */
function isForItself(rules: YamlNode | undefined): boolean {
  return itemsOf(rules).some((rule) => get(rule, 'changes') !== undefined || textOf(get(rule, 'when')) === 'manual');
}

function linesOf(script: YamlNode | undefined): string[] {
  const text = textOf(script);
  return text === undefined ? itemsOf(script).flatMap((item) => [textOf(item), ...itemsOf(item).map(textOf)]).flatMap((line) => line ?? []) : [text];
}

function withVariables(values: Values, variables: YamlNode | undefined): Values {
  const known = new Map(values);
  for (const { key, value } of pairsOf(variables)) {
    const text = textOf(value) ?? textOf(get(value, 'value'));
    if (text !== undefined) known.set(key.text, filled(text, known));
  }
  return known;
}
