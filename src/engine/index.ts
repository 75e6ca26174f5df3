/** The door of the engine: all that hosts and presenters may import. */
export { defaultConfig, readConfig, settingAt } from './config.js';
export { extractFile, mergeFacts } from './extract-file.js';
export { documentExtractors, grammarsFor, isRelevantPath, mayHoldSource } from './extract/index.js';
export { attemptsOf, promiseOf, STYLE_NAMES, waitsOf, type AvailabilityPromise, type Factor, type Wait } from './measure/index.js';
export type { Analysis } from './model/analysis.js';
export type { Config } from './model/config.js';
export type { Extractor, FileFacts, Problem } from './model/facts.js';
export type { Confidence, CouplingGraph, Element, ElementKind, Evidence, Relation, RelationKind } from './model/graph.js';
export type { ChangeHistory } from './model/changes.js';
export type { Commit, CommonChanges, History } from './model/history.js';
export type { Bond, ElementMetrics, Metrics, RelationMetrics, Style, SystemMetrics, Term } from './model/metrics.js';
export type { Finding, Fix, Rule } from './model/rule.js';
export type { Severity } from './model/severity.js';
export { applyEdits, compareText, type Path, type Site, type Span, type TextEdit } from './model/text.js';
export { count, durationOf, monthlyFailure, percentOf } from './model/wording.js';
export { rules } from './rules/index.js';
export { editsByPath, verifyFix, type FixContext } from './verify-fix.js';
export { createWorkspace, type Workspace } from './workspace.js';
