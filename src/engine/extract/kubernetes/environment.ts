import type { Container, EnvironmentVariable } from '../../model/deployment-facts.js';
import { UNKNOWN, type Expression, type Part } from '../../model/expression.js';
import { siteOf } from '../../syntax/yaml-slots.js';
import { get, isTemplated, itemsOf, scalarOf, textOf, type YamlNode } from '../../syntax/yaml.js';
import { nameOf, type ManifestFile } from './manifest.js';
import { isTemplate, templatedExpression, writtenText } from './templates.js';

/** The `env` of a container. Variables with templated names are left out. */
export function environmentOf(file: ManifestFile, container: YamlNode): EnvironmentVariable[] {
  return itemsOf(get(container, 'env')).flatMap((entry) => {
    const name = scalarOf(get(entry, 'name'));
    if (name === undefined || isTemplated(name.text)) return [];
    const site = siteOf(file.path, scalarOf(get(entry, 'value')) ?? name);
    return [{ name: name.text, value: valueOf(file, entry), site }];
  });
}

function valueOf(file: ManifestFile, entry: YamlNode): Expression {
  const text = writtenText(file, get(entry, 'value'));
  if (text !== undefined) return withReferences(templatedExpression(text));
  const source = get(entry, 'valueFrom');
  if (source !== undefined) return keyReference(source);
  // No value is the empty text for Kubernetes, but a template may write one.
  return isTemplate(file) ? UNKNOWN : [''];
}

/** Fields and resources of the pod are only known when it runs. */
function keyReference(source: YamlNode): Expression {
  for (const [key, hole] of [['configMapKeyRef', 'config-map'], ['secretKeyRef', 'secret']] as const) {
    const reference = get(source, key);
    const name = nameOf(get(reference, 'name'));
    const entry = nameOf(get(reference, 'key'));
    if (name !== undefined && entry !== undefined) return [{ hole, name, key: entry }];
  }
  return UNKNOWN;
}

/** `$(NAME)`, another variable of the same container; `$$` is a dollar that begins no reference. */
const REFERENCE = /\$\$|\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)/g;

function withReferences(expression: Expression): Expression {
  return expression.flatMap((part) => (typeof part === 'string' ? referenceParts(part) : [part]));
}

function referenceParts(text: string): Part[] {
  const parts: Part[] = [];
  let literal = '';
  let at = 0;
  for (const match of text.matchAll(REFERENCE)) {
    literal += text.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[1] === undefined) literal += '$';
    else {
      parts.push(literal, { hole: 'environment', name: match[1] });
      literal = '';
    }
  }
  return [...parts, literal + text.slice(at)].filter((part) => part !== '');
}

/** The `envFrom` of a container. Sources with templated names are left out. */
export function environmentSourcesOf(container: YamlNode): Container['envFrom'] {
  return itemsOf(get(container, 'envFrom')).flatMap((entry): Container['envFrom'] => {
    const prefix = textOf(get(entry, 'prefix')) ?? '';
    const configMap = nameOf(get(entry, 'configMapRef', 'name'));
    if (configMap !== undefined) return [{ source: 'config-map', name: configMap, prefix }];
    const secret = nameOf(get(entry, 'secretRef', 'name'));
    return secret === undefined ? [] : [{ source: 'secret', name: secret, prefix }];
  });
}
