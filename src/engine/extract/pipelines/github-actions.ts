import type { ReleaseFact } from '../../model/packaging-facts.js';
import type { Path } from '../../model/text.js';
import { get, itemsOf, pairsOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { readScript, type ImageBuild } from './image-builds.js';
import { combinationsOf } from './matrix.js';
import { shippingOf } from './shipping.js';
import { filled, imageNameIn, isKnown, pathIn, type Values } from './values.js';

/** What a step or a job of a workflow builds, and where that is written. */
interface Built {
  readonly build: ImageBuild;
  readonly node: YamlNode;
}

/** Tools that find out what changed, so that a run need not build everything. */
const DETECTS_CHANGES = /paths-filter|changed-files|git diff [^\n]{0,200}--name-only|\bnx affected|\baffected:|--affected|lerna changed|turbo [^\n]{0,200}--filter/;

/** Conditions that are about one service: an input of whoever starts the run, a tag with a name before its version. */
const OF_ONE_SERVICE = /\binputs\.\w+\s*==|tags\/(?!v)[a-z]/;

/** Releases that a workflow of GitHub Actions makes. */
export function readWorkflow(path: Path, root: YamlNode | undefined, text: string): ReleaseFact[] {
  const trigger = triggerOf(path, get(root, 'on'));
  if (trigger === undefined) return [];
  const isSelective = DETECTS_CHANGES.test(text);
  const shipping = shippingOf(text, pairsOf(get(root, 'jobs')).map(({ key }) => key.text), tagsOf(get(root, 'on'), trigger));
  return pairsOf(get(root, 'jobs')).flatMap(({ value: job }) => {
    const isFiltered = isSelective || OF_ONE_SERVICE.test(textOf(get(job, 'if')) ?? '');
    return combinationsOf(get(job, 'strategy', 'matrix')).flatMap(({ values, site: entry }) => {
      const known = withEnvironment(withEnvironment(values, get(root, 'env')), get(job, 'env'));
      return [...buildOfUses(job, known), ...buildsOfSteps(job, known)].map(({ build, node }): ReleaseFact => ({
        kind: 'release', technology: 'github-actions', trigger, isFiltered, ...(shipping !== undefined && { shipping }), ...build, site: siteOf(path, entry ?? node),
      }));
    });
  });
}

/** Events that make releases: what a pull request builds, nobody runs. The first of them is what usually starts the workflow. */
const EVENTS = ['push', 'release', 'workflow_run', 'workflow_call', 'schedule', 'workflow_dispatch'];

/** What starts a workflow, in words; the same for workflows that start together. */
function triggerOf(path: Path, on: YamlNode | undefined): string | undefined {
  const names = new Set([textOf(on) ?? '', ...itemsOf(on).map((item) => textOf(item) ?? ''), ...pairsOf(on).map(({ key }) => key.text)]);
  const event = EVENTS.find((name) => names.has(name));
  if (event === undefined) return undefined;
  if (event === 'release') return event;
  if (event !== 'push') return `${event} of ${path}`;
  const listed = (key: string): string => itemsOf(get(on, event, key)).map((item) => textOf(item) ?? '').join(', ');
  const [refs, paths, ignored] = [[listed('branches'), listed('tags')].filter((list) => list !== '').join(', '), listed('paths'), listed('paths-ignore')];
  return ['push', ...(refs === '' ? [] : [`to ${refs}`]), ...(paths === '' ? [] : [`in ${paths}`]), ...(ignored === '' ? [] : [`outside of ${ignored}`])].join(' ');
}

/** Tags alone that start a workflow, as patterns: a release has one, of whatever name. Undefined when anything else starts it. */
function tagsOf(on: YamlNode | undefined, trigger: string): string[] | undefined {
  if (trigger === 'release') return ['*'];
  const push = get(on, 'push');
  return get(push, 'branches') === undefined && get(push, 'tags') !== undefined ? itemsOf(get(push, 'tags')).map((tag) => textOf(tag) ?? '') : undefined;
}

function withEnvironment(values: Values, env: YamlNode | undefined): Values {
  const known = new Map(values);
  for (const { key, value } of pairsOf(env)) {
    const text = filled(textOf(value) ?? '', known);
    if (textOf(value) !== undefined) known.set(key.text, text).set(`env.${key.text}`, text);
  }
  return known;
}

function buildsOfSteps(job: YamlNode | undefined, values: Values): Built[] {
  const steps = itemsOf(get(job, 'steps'));
  const scripts = steps.flatMap((step) => {
    const run = get(step, 'run');
    const folder = textOf(get(step, 'working-directory')) ?? textOf(get(job, 'defaults', 'run', 'working-directory')) ?? '';
    const known = withEnvironment(values, get(step, 'env'));
    return run === undefined ? [] : [{ node: run, ...readScript(textOf(run) ?? '', known, pathIn('', filled(folder, known))) }];
  });
  const isPublishing = scripts.some((script) => script.isPublishing);
  const built = isPublishing ? scripts.flatMap(({ node, builds }) => builds.map((build) => ({ build, node }))) : [];
  // A push of what the job built says nothing new.
  const pushed = built.length > 0 ? [] : scripts.flatMap(({ node, pushes }) => pushes.map((build) => ({ build, node })));
  const composed = scripts.flatMap(({ node, pushes }) => pushes.filter(({ scope }) => scope === 'compose').map((build) => ({ build, node })));
  const named = imagesOfMetadata(steps, values);
  const acted = steps.flatMap((step) => buildOfUses(step, withEnvironment(values, get(step, 'env'))));
  return [...acted.map(({ build, node }) => ({ node, build: named === undefined || build.image !== undefined ? build : { ...build, image: named } })), ...built, ...(pushed.length > 0 ? pushed : composed)];
}

/** The image that `docker/metadata-action` makes tags for. */
function imagesOfMetadata(steps: readonly YamlNode[], values: Values): string | undefined {
  const step = steps.find((candidate) => (textOf(get(candidate, 'uses')) ?? '').startsWith('docker/metadata-action@'));
  return imagesIn(textOf(get(step, 'with', 'images')), values);
}

function imagesIn(text: string | undefined, values: Values): string | undefined {
  return (text ?? '').split(/[\n,]/).map((reference) => imageNameIn(filled(reference.trim(), values))).find((name) => name !== undefined);
}

/** Actions and reusable workflows that build images, by their names. */
const BUILDER = /docker.*\b(?:build|push|publish)\b|\b(?:build|push|publish)\b.*(?:docker|image|container)/i;

/** Longest name of an action that is looked at. */
const MAX_NAME = 200;

const [FILE, CONTEXT, IMAGE] = [/^(?:docker[-_]?)?file(?:[-_]?path)?$/i, /context|^(?:working[-_]?)?dir(?:ectory)?$|^(?:service|app)?[-_]?(?:path|folder|dir(?:ectory)?)$/i, /^(?:tags?|name|repository|(?:docker[-_])?images?(?:[-_]?name)?|(?:service|app)(?:[-_]?name)?)$/i];

/** `uses` of a step or of a whole job: what its inputs say about an image. */
function buildOfUses(node: YamlNode | undefined, values: Values): Built[] {
  const uses = get(node, 'uses');
  const action = textOf(uses) ?? '';
  const inputs = pairsOf(get(node, 'with')).map(({ key, value }) => ({ key: key.text, text: textOf(value) ?? '' }));
  const input = (pattern: RegExp): string | undefined => inputs.find(({ key }) => pattern.test(key))?.text;
  if (uses === undefined || !BUILDER.test(action.slice(0, MAX_NAME).replace(/@.*$/, '')) || !isPushed(action, input)) return [];
  const [file, folder, image] = [input(FILE), input(CONTEXT), imagesIn(input(IMAGE), values)];
  if (file === undefined && folder === undefined && image === undefined) return [];
  const dockerfile = file === undefined ? undefined : pathIn('', filled(file, values));
  const context = pathIn('', filled(folder ?? '.', values));
  const isUnknown = [file, folder].some((text) => text !== undefined && !isKnown(filled(text, values))) && image === undefined;
  return isUnknown ? [] : [{ node: uses, build: { scope: 'image', ...(context !== undefined && { context }), ...(dockerfile !== undefined && { dockerfile }), ...(image !== undefined && { image }) } }];
}

/** Docker's own action pushes when it is told so, others unless they are told not to. */
function isPushed(action: string, input: (pattern: RegExp) => string | undefined): boolean {
  const push = input(/^push$/i) ?? '';
  if (push === 'false') return false;
  return push !== '' || !action.startsWith('docker/') || /type=registry|push=true/.test(input(/^outputs$/) ?? '');
}
