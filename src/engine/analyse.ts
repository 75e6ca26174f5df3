import { withHistory } from './history/index.js';
import { link } from './link/index.js';
import { measure } from './measure/index.js';
import type { Analysis } from './model/analysis.js';
import type { Config } from './model/config.js';
import { excepts, hasEnded, isAbout, withBaseline } from './model/acceptance.js';
import type { FileFacts, Problem } from './model/facts.js';
import type { CouplingGraph } from './model/graph.js';
import type { History } from './model/history.js';
import { isForeignPath, isTrialPath } from './model/paths.js';
import { holds } from './model/rule-choice.js';
import type { Finding, Report, Review, Rule, RuleInput } from './model/rule.js';
import type { Severity } from './model/severity.js';
import { compareSites, compareText, type Path } from './model/text.js';
import { matchesWildcard } from './model/wildcard.js';

/** What an analysis is made of. */
export interface AnalysisInput {
  readonly files: Iterable<FileFacts>;
  /** Absent while nobody has read the commits. */
  readonly history: History | undefined;
}

/**
 * Facts to findings: link, history, measure, then the rules. Nothing else knows the order.
 * `stop` is polled between rules; a stopped analysis is undefined.
 */
export function analyse(input: AnalysisInput, rules: readonly Rule[], config: Config): Analysis;
export function analyse(input: AnalysisInput, rules: readonly Rule[], config: Config, stop: (() => boolean) | undefined): Analysis | undefined;
export function analyse({ files, history }: AnalysisInput, rules: readonly Rule[], config: Config, stop: () => boolean = () => false): Analysis | undefined {
  const all = [...files].sort((a, b) => compareText(a.path, b.path));
  const linked = link(all);
  const problems = [...all.flatMap((file) => file.problems), ...linked.problems];
  const { graph, changes } = history === undefined ? { graph: linked } : withHistory(linked, history, config.historyMonths);
  if (stop()) return undefined;
  const metrics = measure(graph, config, changes);
  const findings: Finding[] = [];
  const running = rules.filter((rule) => isOn(rule, config));
  const review: Review = {
    findings,
    known: new Set(rules.map(({ id }) => id)),
    ran: new Set(running.flatMap(({ id, needsHistory }) => (needsHistory && changes === undefined ? [] : id))),
  };
  for (const rule of [...running.filter(({ reviews }) => !reviews), ...running.filter(({ reviews }) => reviews)]) {
    if (stop()) return undefined;
    findings.push(...run(rule, { graph, metrics, config, ...(rule.reviews && { review }) }, problems));
  }
  return { graph, ...(changes === undefined ? {} : { changes }), metrics, findings: withBaseline(findings.sort(compareFindings), graph.baseline), problems };
}

/** A rule that the settings name runs unless they say `off` everywhere, else the preset decides. */
function isOn({ id, preset }: Rule, { rules, overrides, preset: chosen }: Config): boolean {
  const set = rules[id];
  return (set === undefined ? holds(chosen, preset) : set !== 'off') || overrides.some((override) => (override.rules[id] ?? 'off') !== 'off');
}

/** What the settings say of a rule in a file: the last override that fits, else the severity for all files. Undefined: nothing. */
function setFor({ id, preset }: Rule, path: Path, { rules, overrides, preset: chosen }: Config): Severity | 'off' | undefined {
  const override = overrides.filter((entry) => entry.rules[id] !== undefined && entry.files.some((pattern) => matchesWildcard(pattern, path))).at(-1);
  return override?.rules[id] ?? rules[id] ?? (holds(chosen, preset) ? undefined : 'off');
}

/** A rule that crashes becomes one problem, never a squiggle on user code. */
function run(rule: Rule, input: RuleInput, problems: Problem[]): Finding[] {
  try {
    const reports = [...rule.check(input)].filter(({ site }) => !isForeignPath(site.path) && setFor(rule, site.path, input.config) !== 'off');
    return reports.map((report) => toFinding(rule, report, input));
  } catch (error) {
    problems.push({ message: `Rule ${rule.id} failed: ${String(error)}` });
    return [];
  }
}

function toFinding(rule: Rule, report: Report, { graph, config }: RuleInput): Finding {
  const set = setFor(rule, report.site.path, config);
  const finding = {
    rule: rule.id,
    severity: set === undefined || set === 'off' ? severityAt(report.site.path, report.severity ?? rule.severity) : set,
    site: report.site,
    message: report.message,
    related: report.related ?? [],
    elements: (report.elements ?? []).map(({ id }) => id),
    relations: (report.relations ?? []).map(({ id }) => id),
    fixes: report.fixes ?? [],
  };
  return { ...finding, suppressed: acceptanceOf(finding, graph, config.today) };
}

/** A comment without a reason has no effect, nor has anything that has ended. */
function acceptanceOf(finding: Omit<Finding, 'suppressed'>, { suppressions, policy, elements }: CouplingGraph, today: string | undefined): Finding['suppressed'] {
  if (suppressions.some((suppression) => suppression.reason !== undefined && !hasEnded(suppression.until, today) && isAbout(suppression, finding))) return 'comment';
  return policy.exceptions.some((exception) => !hasEnded(exception.until, today) && excepts(exception, finding, elements)) && 'policy';
}

/** What only concerns development and tests weighs one level less. */
function severityAt(path: Path, severity: Severity): Severity {
  return isTrialPath(path) ? MILDER[severity] : severity;
}

const MILDER: Readonly<Record<Severity, Severity>> = { error: 'warning', warning: 'info', info: 'hint', hint: 'hint' };

function compareFindings(a: Finding, b: Finding): number {
  return compareSites(a.site, b.site) || compareText(a.rule, b.rule) || compareText(a.message, b.message);
}
