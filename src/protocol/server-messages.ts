import type { GraphView } from './graph-view.js';
import type { ExportScope, Origin } from './origin.js';

/** Names of the custom requests and notifications between language client and server. */
export const REQUESTS = {
  /** () => GraphView | null */
  graph: 'couplingLens/graph',
  /** CompareParams => CompareResult: the graph at a git ref. */
  compare: 'couplingLens/compare',
  /** () => string | null: the commit that is checked out, abbreviated; null without git. */
  commit: 'couplingLens/commit',
  /** ExportParams => string */
  export: 'couplingLens/export',
  /** () => Baseline[]: what would accept all findings as they stand, one file for each workspace folder that has some. */
  baseline: 'couplingLens/baseline',
  /** AcceptParams => AcceptResult: the edit that adds an exception to the policy file. */
  acceptFinding: 'couplingLens/acceptFinding',
  /** () => LastGraph | null: the graph of the session before, for the time until there is a new one. */
  lastGraph: 'couplingLens/lastGraph',
  /** () => void: end the reading at hand. */
  stop: 'couplingLens/stop',
  /** () => void: forget the cache and read everything anew. */
  analyse: 'couplingLens/analyse',
  /** LocateParams => LocateResult: what the graph knows about a place in a file. */
  locate: 'couplingLens/locate',
} as const;

export const NOTIFICATIONS = {
  /** Server to client: StatusParams, after each state change. */
  status: 'couplingLens/status',
  /** Server to client: GraphView, after each analysis while `watch` is on. */
  graphChanged: 'couplingLens/graphChanged',
  /** Client to server: { on: boolean }; a closed or hidden panel costs nothing. */
  watch: 'couplingLens/watch',
  /** Client to server: { trusted: boolean }. */
  trust: 'couplingLens/trust',
} as const;

/** A graph that was kept. */
export interface LastGraph {
  readonly view: GraphView;
  /** ISO date and time. */
  readonly savedAt: string;
}

export type ExportFormat = 'json' | 'mermaid' | 'dot' | 'markdown';

export interface ExportParams {
  readonly format: ExportFormat;
  readonly origin: Origin;
  /** Absent for everything. */
  readonly scope?: ExportScope;
}

export interface CompareParams {
  /** A branch, a tag or a commit. */
  readonly ref: string;
}

/** The graph at a ref, or why there is none; `lacking` names repositories that have no such commit, so that all in them counts as added. */
export type CompareResult = { readonly view: GraphView; readonly lacking: readonly string[] } | { readonly problem: string };

/** A file that accepts the findings of today. */
export interface Baseline {
  readonly uri: string;
  /** Path of the file in the workspace. */
  readonly path: string;
  readonly text: string;
  /** Number of findings. */
  readonly accepted: number;
}

export interface AcceptParams extends AcceptArguments {
  readonly reason: string;
  /** ISO day after which the finding counts again; absent: it never does. */
  readonly until?: string;
}

/** An insertion into the policy file, or why there is none. */
export type AcceptResult = { readonly uri: string; readonly line: number; readonly character: number; readonly newText: string } | { readonly problem: string };

export interface LocateParams {
  readonly uri: string;
  /** 0-based, as in LSP. */
  readonly line: number;
  readonly character: number;
}

export type LocateResult = { readonly kind: 'element' | 'relation'; readonly id: string } | null;

export interface StatusParams {
  /** `stopped`: the user ended the reading. */
  readonly state: 'reading' | 'ready' | 'stopped' | 'failed';
  /** Human name of the style ("Distributed monolith"), absent while unknown. */
  readonly style?: string;
  /** Relations of level `medium` or `high`. */
  readonly riskyEdges: number;
  readonly services: number;
  readonly filesRead: number;
  readonly filesTotal: number;
  readonly message?: string;
}

/** What the client gives the server with `initialize`. */
export interface InitializationOptions {
  readonly trusted: boolean;
  /** Folder for the facts cache; absent: no cache. */
  readonly storagePath?: string;
  /** Absolute path of the folder that holds the bundles. */
  readonly distPath: string;
  /** Base of the rule documentation; the rule id and ".md" are appended. */
  readonly docsBase: string;
}

export type GraphChanged = GraphView;

/** Client commands that code actions of the server name, each with one argument. */
export const CLIENT_COMMANDS = {
  /** SuppressArguments: asks for the reason, then writes the comment. */
  suppress: 'couplingLens.suppress',
  /** AcceptArguments: asks for reason and end, then writes an exception into the policy file. */
  accept: 'couplingLens.accept',
  /** ShowInGraphArguments */
  showInGraph: 'couplingLens.showInGraph',
  /** ExplainArguments: opens the rule's documentation. */
  explain: 'couplingLens.explain',
} as const;

export interface SuppressArguments {
  readonly uri: string;
  /** 0-based line of the finding; the comment goes above it. */
  readonly line: number;
  /** What starts the comment, with the line's indentation: `  # coupling-ignore rule --`. The reason follows. */
  readonly comment: string;
  readonly rule: string;
}

export interface AcceptArguments {
  /** The file that the finding stands in. */
  readonly uri: string;
  readonly rule: string;
  /** Names of the elements that the finding concerns. */
  readonly elements: readonly string[];
}

export interface ShowInGraphArguments {
  readonly kind: 'element' | 'relation';
  readonly id: string;
}

export interface ExplainArguments {
  readonly rule: string;
}
