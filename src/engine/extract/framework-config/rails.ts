import type { Expression, Part } from '../../model/expression.js';
import { literalOf } from '../../model/expression.js';
import { scalarsIn } from '../../syntax/yaml-scalars.js';
import { get, parseYaml, type YamlNode } from '../../syntax/yaml.js';
import type { Path } from '../../model/text.js';
import type { Entry } from './entry.js';

/** Files that Rails and its libraries read by themselves. */
export const RAILS_CONFIG = /(?:^|\/)config\/(database|cable|mongoid)\.ya?ml$/;

/** Environments that run for somebody; what both have in common holds in others, too. */
const ENVIRONMENTS = ['production', 'development'] as const;

/** The settings of each environment, with what it takes from anchors, and the values that Ruby looks up in the environment of the process. */
export function railsEntries(path: Path, text: string): Entry[] {
  const name = RAILS_CONFIG.exec(path)?.[1] ?? '';
  const root = parseYaml(text).documents[0]?.root;
  const [production, development] = ENVIRONMENTS.map((environment) => settingsOf(name, get(root, environment)));
  const all = new Map([...(development ?? []), ...(production ?? [])]);
  return [...all.keys()].flatMap((key) => {
    const [own, other] = [production?.get(key), development?.get(key)];
    if (own !== undefined && other !== undefined && sameValue(own.value, other.value)) return [own];
    return [...(own ? [{ ...own, profile: 'production' }] : []), ...(other ? [{ ...other, profile: 'development' }] : [])];
  });
}

function settingsOf(name: string, node: YamlNode | undefined): Map<string, Entry> {
  const scalars = scalarsIn(node, (path, step) => (typeof step === 'number' ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`));
  return new Map(scalars.map(({ key, text, span }) => [key, { key: `${name}.${key}`, value: withEnvironment(text), span }]));
}

function sameValue(one: Expression, other: Expression): boolean {
  return literalOf(one) === undefined ? JSON.stringify(one) === JSON.stringify(other) : literalOf(one) === literalOf(other);
}

const ACTION = /<%=(.*?)%>/gs;

/** A text with its Ruby: look-ups of the environment are holes with their fallback, anything else is unknown. */
function withEnvironment(text: string): Expression {
  const parts: Part[] = [];
  let at = 0;
  for (const match of text.matchAll(ACTION)) {
    parts.push(text.slice(at, match.index), lookedUp((match[1] ?? '').trim()));
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part !== '');
}

/** `ENV["X"]`, `ENV.fetch("X", "fallback")`, `ENV.fetch("X") { "fallback" }`, `ENV["X"] || "fallback"`. */
const LOOK_UP = /^ENV(?:\.fetch\(|\[)\s*(["'])(\w{1,80})\1\s*(?:,\s*(["'])([^"']{0,200})\3\s*)?[\])]\s*(?:(?:\|\||\bor\b|\{|\bdo\b)\s*(["'])([^"']{0,200})\5\s*(?:\}|end)?)?$/;

/** What `rails new` writes into every `cable.yml`, whether the application has a Redis or not. */
const GENERATED = 'redis://localhost:6379/1';

function lookedUp(ruby: string): Part {
  const found = LOOK_UP.exec(ruby);
  if (found === null) return { hole: 'unknown' };
  const fallback = found[4] ?? found[6];
  return { hole: 'environment', name: found[2] ?? '', ...(fallback !== undefined && fallback !== GENERATED && { fallback: [fallback] }) };
}
