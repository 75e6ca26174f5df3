import { mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { verdictOf } from '../../src/engine/index.js';
import { analyseFolder, analyseFolderAnd, type AnalysedFolder } from '../../src/hosts/cli/analysed-folder.js';
import { toGraphView } from '../../src/present/index.js';
import type { GraphView, RelationView } from '../../src/protocol/graph-view.js';
import type { ToWebview } from '../../src/protocol/webview-messages.js';
import { THEMES } from '../webview/themes.js';
import { emptyView, syntheticView } from './graph-views.js';
import { WebviewHost, type WebviewPage } from './webview-page.js';

export type ThemeName = keyof typeof THEMES;

/** What pictures are made of: a system, and the same at an earlier time where there is one. */
export interface Subject {
  readonly name: string;
  readonly view: GraphView;
  readonly base?: { readonly ref: string; readonly view: GraphView };
}

/** One state of the page. */
export interface Scene {
  readonly name: string;
  readonly width?: number;
  readonly height?: number;
  /** What an earlier page would have saved. */
  readonly state?: Readonly<Record<string, unknown>>;
  /** What the extension sends; by default the graph. */
  readonly messages?: readonly ToWebview[];
  /** What the user then does. */
  readonly act?: (page: WebviewPage) => Promise<void>;
}

/** Reads a folder, as the extension would show it; with a git ref also as it was then. */
export async function subjectOf(folder: string, workerFile: string, ref?: string): Promise<Subject> {
  const name = basename(resolve(folder)).replace(/^.*\+/, '');
  const options = { path: folder, useGit: true, useHistory: true };
  const view = ({ analysis, workspace }: Pick<AnalysedFolder, 'analysis' | 'workspace'>): GraphView => toGraphView(analysis, {
    revision: 1, complete: true, restricted: false, filesRead: [...workspace.paths()].length, name, lineStartsOf: workspace.lineStarts,
    verdict: verdictOf(analysis.graph, analysis.changes),
  });
  if (ref === undefined) return { name, view: view(await analyseFolder(options, workerFile)) };
  const { now, then } = await analyseFolderAnd(ref, options, workerFile);
  return { name, view: view(now), base: { ref, view: view(then) } };
}

/** A system that no window has room for. */
export function hugeSubject(): Subject {
  return { name: 'huge', view: syntheticView({ services: 1000, relations: 5000, groups: 24, seed: 3 }) };
}

const pressInGraph = (...keys: readonly string[]) => async ({ page }: WebviewPage): Promise<void> => {
  await page.locator('.stage').focus();
  for (const key of keys) await page.keyboard.press(key);
};

/** The states that any system can be in. */
export function scenesOf({ view, base }: Subject): Scene[] {
  const worst = [...view.relations].sort((a, b) => rank(b) - rank(a))[0];
  const services = view.elements.filter(({ role, kind }) => role === 'business' && kind === 'service');
  const hub = [...services].sort((a, b) => (b.blastRadius ?? 0) - (a.blastRadius ?? 0))[0];
  const whole = [...view.insides].sort((a, b) => b.view.elements.length - a.view.elements.length)[0];
  const drawn = async ({ page }: WebviewPage) => page.locator('.node').first().waitFor();
  return [
    { name: 'quadrant' },
    { name: 'verdict', state: { panel: true } },
    { name: 'topology', state: { tab: 'topology' }, act: drawn },
    { name: 'table', state: { tab: 'table' } },
    { name: 'high-risk', state: { filter: 'risk>=high' } },
    { name: 'narrow', width: 520, height: 760 },
    { name: 'slim', width: 400, height: 700 },
    ...(worst === undefined ? [] : [
      { name: 'relation-card', act: (page: WebviewPage) => pressInGraph('Home')(page).then(() => page.page.locator('.card').waitFor()) },
      { name: 'relation-panel', state: { panel: true, selection: { kind: 'relation', id: worst.id } } },
    ]),
    ...(hub === undefined ? [] : [
      { name: 'element-panel', state: { panel: true, selection: { kind: 'element', id: hub.id } } },
      { name: 'what-if', state: { panel: true, down: [hub.id], selection: { kind: 'element', id: hub.id } } },
      { name: 'what-if-topology', state: { tab: 'topology', panel: true, down: [hub.id] }, act: drawn },
      { name: 'neighbourhood', state: { focus: { id: hub.id, depth: 1 } } },
    ]),
    ...(whole === undefined ? [] : [
      { name: 'inside', state: { selection: { kind: 'element', id: whole.element } }, act: pressInGraph('i') },
      { name: 'inside-topology', state: { tab: 'topology', selection: { kind: 'element', id: whole.element } }, act: async (page: WebviewPage) => drawn(page).then(() => pressInGraph('i')(page)).then(() => drawn(page)) },
    ]),
    ...(base === undefined ? [] : ['quadrant', 'topology', 'table'].map((tab): Scene => ({
      name: `diff-${tab}`, state: { tab }, messages: [{ type: 'graph', view }, { type: 'compare', base }], ...(tab === 'topology' && { act: drawn }),
    }))),
    { name: 'restricted', messages: [{ type: 'graph', view: { ...view, restricted: true } }] },
    { name: 'failed-later', messages: [{ type: 'graph', view }, { type: 'status', state: 'failed', message: 'The language server stopped.' }] },
  ];
}

const LEVELS = ['low', 'medium', 'high'];
const rank = ({ level, risk }: RelationView): number => LEVELS.indexOf(level) + risk;

const NO_SYSTEM = 'no-system';

/** The states in which there is no system to show. */
export const SCENES_WITHOUT_SYSTEM: readonly Scene[] = [
  { name: 'loading', messages: [{ type: 'status', state: 'analysing', message: 'Reading 120 of 800 files' }] },
  { name: 'empty', messages: [{ type: 'graph', view: emptyView() }] },
  { name: 'failed', messages: [{ type: 'status', state: 'failed', message: 'The language server stopped: it ran out of memory.' }] },
];

/** Which pictures are made, of what, and where they go. */
export interface ScreenOptions {
  readonly out: string;
  readonly themes: readonly ThemeName[];
  /** Only scenes whose names contain one of these. */
  readonly only?: readonly string[];
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
}

/**
 * Photographs the page in every state, and says after each subject which files were written.
 * @param makers how to get each subject, one at a time; undefined stands for the states in which there is no system to show
 */
export async function* takeAllScreens(makers: readonly (() => Promise<Subject | undefined>)[], options: ScreenOptions): AsyncGenerator<{ readonly name: string; readonly files: readonly string[] }> {
  const host = await WebviewHost.start();
  try {
    for (const make of makers) {
      const subject = await make();
      yield { name: subject?.name ?? NO_SYSTEM, files: await takeScreens(host, subject, options) };
    }
  } finally {
    await host.stop();
  }
}

async function takeScreens(host: WebviewHost, subject: Subject | undefined, { out, themes, only = [''], scale = 1 }: ScreenOptions): Promise<readonly string[]> {
  const folder = join(out, subject?.name ?? NO_SYSTEM);
  mkdirSync(folder, { recursive: true });
  const files: string[] = [];
  for (const scene of (subject === undefined ? SCENES_WITHOUT_SYSTEM : scenesOf(subject)).filter(({ name }) => only.some((part) => name.includes(part)))) {
    for (const theme of themes) {
      const file = join(folder, `${scene.name}-${theme}.png`);
      await photograph(host, scene, subject, theme, scale, file);
      files.push(file);
    }
  }
  return files;
}

/** Time for placement in the worker, moves and fading to come to rest, in ms. */
const SETTLED_MS = 500;

/** Opens the page in one state and writes a picture of it. */
export async function photograph(host: WebviewHost, { width = 1280, height = 860, state, messages, act }: Scene, subject: Subject | undefined, theme: ThemeName, scale: number, file: string): Promise<void> {
  const opened = await host.open({ theme: THEMES[theme], width, height, scale, state });
  try {
    const graph: readonly ToWebview[] = subject === undefined ? [] : [{ type: 'graph', view: subject.view }];
    for (const message of messages ?? graph) await opened.send(message);
    await act?.(opened);
    await opened.page.waitForTimeout(SETTLED_MS);
    await opened.page.screenshot({ path: file });
  } finally {
    await opened.page.context().close();
  }
}
