import type { Config, Override } from './model/config.js';
import type { Problem } from './model/facts.js';
import { PRESETS, type Preset } from './model/rule-choice.js';
import type { Severity } from './model/severity.js';

/** What holds when nobody sets anything. The depth is our own; the availabilities are those of coupling.md C4, the months those of C3. */
export const defaultConfig: Config = {
  maxSyncDepth: 3,
  targetAvailability: 0.999,
  defaultAvailability: 0.999,
  maxAcceptableTimeout: 30_000,
  fixTimeout: 2_000,
  historyMonths: 12,
  preset: 'recommended',
  rules: {},
  overrides: [],
};

const LIMITS: Readonly<Record<NumberSetting, readonly [number, number]>> = {
  maxSyncDepth: [1, 100],
  targetAvailability: [0, 1],
  defaultAvailability: [0, 1],
  maxAcceptableTimeout: [1, 3_600_000],
  fixTimeout: [1, 3_600_000],
  historyMonths: [1, 120],
};

type NumberSetting = 'maxSyncDepth' | 'targetAvailability' | 'defaultAvailability' | 'maxAcceptableTimeout' | 'fixTimeout' | 'historyMonths';

/** Settings that people write under another name. */
const WRITTEN: Partial<Record<NumberSetting, string>> = { historyMonths: 'history.months' };

const SEVERITIES: ReadonlySet<unknown> = new Set(['error', 'warning', 'info', 'hint', 'off']);

/**
 * A complete config from settings of unknown shape. What cannot be used is reported and the default holds.
 * @param today ISO date, from the host's clock
 */
export function readConfig(settings: unknown, knownRules: readonly string[], today?: string): { readonly config: Config; readonly problems: readonly Problem[] } {
  const given = isRecord(settings) ? settings : {};
  const problems: Problem[] = [];
  const numbers: Partial<Record<NumberSetting, number>> = {};
  for (const name of Object.keys(LIMITS) as NumberSetting[]) {
    const written = WRITTEN[name] ?? name;
    const value = settingAt(given, written);
    if (value === undefined || value === null) continue;
    const [least, most] = LIMITS[name];
    if (typeof value === 'number' && value >= least && value <= most) numbers[name] = value;
    else problems.push({ message: `Setting ${written} must be a number from ${least} to ${most}; the default ${defaultConfig[name]} is used` });
  }
  const config = { ...defaultConfig, ...numbers, ...(today === undefined ? {} : { today }), preset: readPreset(given['preset'], problems), rules: readRules(given['rules'], 'rules', knownRules, problems), overrides: readOverrides(given['overrides'], knownRules, problems) };
  return { config, problems };
}

/** A setting by its dotted name, which editors take apart and people may leave whole. */
export function settingAt(settings: unknown, name: string): unknown {
  if (!isRecord(settings)) return undefined;
  const [first = '', ...rest] = name.split('.');
  return settings[name] ?? (rest.length === 0 ? undefined : settingAt(settings[first], rest.join('.')));
}

function readPreset(value: unknown, problems: Problem[]): Preset {
  const preset = PRESETS.find((name) => name === value);
  if (preset === undefined && value !== undefined && value !== null) problems.push({ message: `Setting preset must be ${PRESETS.join(', ')}; the default ${defaultConfig.preset} is used` });
  return preset ?? defaultConfig.preset;
}

function readOverrides(value: unknown, known: readonly string[], problems: Problem[]): Override[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.push({ message: 'Setting overrides must be a list; it is ignored' });
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const given = isRecord(entry) ? entry['files'] : undefined;
    const files: unknown[] = Array.isArray(given) ? given : [given];
    if (isRecord(entry) && files.every((file) => typeof file === 'string')) return { files, rules: readRules(entry['rules'], `overrides[${index}].rules`, known, problems) };
    problems.push({ message: `Setting overrides[${index}] must have files, a path or a list of paths; it is ignored` });
    return [];
  });
}

function readRules(value: unknown, setting: string, known: readonly string[], problems: Problem[]): Config['rules'] {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) {
    problems.push({ message: `Setting ${setting} must map rule ids to severities; it is ignored` });
    return {};
  }
  const rules = new Map<string, Severity | 'off'>();
  for (const [id, severity] of Object.entries(value)) {
    if (!known.includes(id)) problems.push({ message: `Setting ${setting} names ${id}, which is no rule` });
    else if (isSeverity(severity)) rules.set(id, severity);
    else problems.push({ message: `Setting ${setting}.${id} must be error, warning, info, hint or off; it is ignored` });
  }
  return Object.fromEntries(rules);
}

function isSeverity(value: unknown): value is Severity | 'off' {
  return SEVERITIES.has(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
