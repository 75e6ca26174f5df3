import { withHistory } from './history/index.js';
import { link } from './link/index.js';
import { measure } from './measure/index.js';
import type { Analysis } from './model/analysis.js';
import type { Config } from './model/config.js';
import type { FileFacts, Problem, SuppressionFact } from './model/facts.js';
import type { History } from './model/history.js';
import { isForeignPath, isTrialPath } from './model/paths.js';
import { holds } from './model/rule-choice.js';
import type { Finding, Report, Rule, RuleInput } from './model/rule.js';
import type { Severity } from './model/severity.js';
import { compareSites, compareText, type Path } from './model/text.js';

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
  for (const rule of rules) {
    if (stop()) return undefined;
    if (!isOn(rule, config)) continue;
    findings.push(...run(rule, { graph, metrics, config }, problems));
  }
  return { graph, ...(changes === undefined ? {} : { changes }), metrics, findings: findings.sort(compareFindings), problems };
}

/** A rule that the settings name runs unless they say `off`, else the preset decides. */
function isOn({ id, preset }: Rule, config: Config): boolean {
  const set = config.rules[id];
  return set === undefined ? holds(config.preset, preset) : set !== 'off';
}

/** A rule that crashes becomes one problem, never a squiggle on user code. */
function run(rule: Rule, input: RuleInput, problems: Problem[]): Finding[] {
  try {
    return [...rule.check(input)].filter(({ site }) => !isForeignPath(site.path)).map((report) => toFinding(rule, report, input));
  } catch (error) {
    problems.push({ message: `Rule ${rule.id} failed: ${String(error)}` });
    return [];
  }
}

function toFinding(rule: Rule, report: Report, { graph, config }: RuleInput): Finding {
  const set = config.rules[rule.id];
  return {
    rule: rule.id,
    severity: set === undefined || set === 'off' ? severityAt(report.site.path, report.severity ?? rule.severity) : set,
    site: report.site,
    message: report.message,
    related: report.related ?? [],
    elements: (report.elements ?? []).map(({ id }) => id),
    relations: (report.relations ?? []).map(({ id }) => id),
    fixes: report.fixes ?? [],
    suppressed: graph.suppressions.some((suppression) => covers(suppression, rule.id, report, config.today)),
  };
}

/** What only concerns development and tests weighs one level less. */
function severityAt(path: Path, severity: Severity): Severity {
  return isTrialPath(path) ? MILDER[severity] : severity;
}

const MILDER: Readonly<Record<Severity, Severity>> = { error: 'warning', warning: 'info', info: 'hint', hint: 'hint' };

/** A suppression without a reason has no effect, nor has one that has ended. ISO dates compare as texts. */
function covers({ rules, reason, until, site }: SuppressionFact, rule: string, report: Report, today: string | undefined): boolean {
  if (reason === undefined || (until !== undefined && today !== undefined && until < today)) return false;
  const { path, span } = report.site;
  return rules.includes(rule) && path === site.path && span.start >= site.span.start && span.start <= site.span.end;
}

function compareFindings(a: Finding, b: Finding): number {
  return compareSites(a.site, b.site) || compareText(a.rule, b.rule) || compareText(a.message, b.message);
}
