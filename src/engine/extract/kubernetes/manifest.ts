import type { Fact } from '../../model/facts.js';
import type { Path, Site, Slot } from '../../model/text.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, isTemplated, itemsOf, textOf, type YamlDocument, type YamlMap, type YamlNode } from '../../syntax/yaml.js';

/** A manifest file: its text as written, and with template actions masked, which is what the trees were read from. */
export interface ManifestFile {
  readonly path: Path;
  readonly text: string;
  readonly masked: string;
}

/** One Kubernetes object of a file. */
export interface Manifest {
  readonly file: ManifestFile;
  readonly root: YamlMap;
  /** API group without its version and the kind: `apps/Deployment`; the core group is empty: `/Service`. */
  readonly type: string;
  readonly header: ManifestHeader;
}

/** What an object says. */
export type Reader = (manifest: Manifest) => Fact | readonly Fact[] | undefined;

/** API group and kind (whatever the version), and who reads such objects. */
export type ReaderEntry = readonly [type: string, read: Reader];

/** What the facts of all objects have in common. */
export interface ManifestHeader {
  /** With actions of a template in it where only a chart's values tell. */
  readonly name: string;
  /** Absent also when templated: a chart is installed into one namespace, and that is what templates nearly always say. */
  readonly namespace?: string;
  /** `metadata.name`. */
  readonly site: Site;
}

/** Names of objects; anything else is a template or a mistake. Length as in DNS. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/;

/** The text of a node when it can be the name of an object: never a template. */
export function nameOf(node: YamlNode | undefined): string | undefined {
  const text = textOf(node);
  return text !== undefined && NAME.test(text) ? text : undefined;
}

/** Kinds whose names `link` may find out when a chart's values give them; for others nothing would come of it. */
const HAVE_TEMPLATED_NAMES = /^(?:Deployment|StatefulSet|DaemonSet|Rollout|Service|ConfigMap)$/;

/** A name that actions of a template make, as written. */
function templatedName({ text }: ManifestFile, node: YamlNode | undefined): string | undefined {
  const written = node?.kind === 'scalar' && isTemplated(node.text) ? text.slice(node.inner.start, node.inner.end) : '';
  return written.includes('{{') ? written : undefined;
}

/** Where one more manifest fits behind those of a file; none in templates, and none behind an end of the stream. */
export function documentSlot({ path, text, masked }: ManifestFile): Slot | undefined {
  if (masked !== text || path.endsWith('.json') || /^\.\.\.\s*$/m.test(text) || /^---\s*$/.test(text.slice(text.trimEnd().lastIndexOf('\n') + 1))) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const before = `${text.endsWith('\n') ? '' : eol}---${eol}`;
  return { site: { path, span: { start: text.length, end: text.length } }, layout: { style: 'block', indent: '', step: '  ', eol }, before, after: eol };
}

/** The objects of a file, those in lists included. Objects without a type or a known name are left out. */
export function manifestsOf(file: ManifestFile, documents: readonly YamlDocument[]): Manifest[] {
  return documents.flatMap(({ root }) => objectsOf(root)).flatMap((object) => toManifest(file, object) ?? []);
}

interface TypedObject {
  readonly node: YamlNode | undefined;
  readonly apiVersion: string;
  readonly kind: string;
}

/** The object itself, or the items of a `List`, whose own type may be left out (`DeploymentList`). Lists of lists do not occur. */
function objectsOf(node: YamlNode | undefined): TypedObject[] {
  const object = typed(node, { apiVersion: '', kind: '' });
  const items = get(node, 'items');
  if (!object.kind.endsWith('List') || items?.kind !== 'list') return [object];
  const itemType = { ...object, kind: object.kind.slice(0, -'List'.length) };
  return itemsOf(items).map((item) => typed(item, itemType));
}

function typed(node: YamlNode | undefined, otherwise: Omit<TypedObject, 'node'>): TypedObject {
  const apiVersion = textOf(get(node, 'apiVersion')) ?? otherwise.apiVersion;
  const kind = textOf(get(node, 'kind')) ?? otherwise.kind;
  return { node, apiVersion, kind };
}

function toManifest(file: ManifestFile, { node, apiVersion, kind }: TypedObject): Manifest | undefined {
  if (node?.kind !== 'map' || kind === '' || isTemplated(kind + apiVersion)) return undefined;
  // A Kustomize patch that removes the object from a base.
  if (textOf(get(node, '$patch')) === 'delete') return undefined;
  const header = headerOf(file, node);
  return header && { file, root: node, type: `${groupOf(apiVersion)}/${kind}`, header };
}

function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
}

function headerOf(file: ManifestFile, root: YamlMap): ManifestHeader | undefined {
  const node = get(root, 'metadata', 'name');
  const name = nameOf(node) ?? (HAVE_TEMPLATED_NAMES.test(textOf(get(root, 'kind')) ?? '') ? templatedName(file, node) : undefined);
  if (node === undefined || name === undefined) return undefined;
  const namespace = nameOf(get(root, 'metadata', 'namespace'));
  const header = { name, site: siteOf(file.path, node) };
  return namespace === undefined ? header : { ...header, namespace };
}
