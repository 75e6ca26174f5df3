import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { COMMANDS } from '../src/hosts/extension/command-names.js';

const root = new URL('../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');

interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly icon: string;
  readonly extensionKind: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: string }; readonly virtualWorkspaces: { readonly supported: boolean } };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly viewsWelcome: readonly { readonly contents: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default?: unknown; readonly description?: string; readonly markdownDescription?: string }>> };
    readonly walkthroughs: readonly { readonly steps: readonly { readonly media: { readonly svg: string; readonly altText: string }; readonly completionEvents: readonly string[]; readonly description: string }[] }[];
  };
}

const manifest = JSON.parse(textOf('package.json')) as Manifest;
const words = JSON.parse(textOf('package.nls.json')) as Readonly<Record<string, string>>;
const { commands, menus, configuration, walkthroughs } = manifest.contributes;
const ours: ReadonlySet<string> = new Set(commands.map(({ command }) => command));

describe('the manifest', () => {
  it('names each text that it takes from package.nls.json, and no other', () => {
    const used = [...textOf('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
    expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
  });

  it('contributes commands that the extension has, in one category, without override of keys', () => {
    const known: ReadonlySet<string> = new Set(Object.values(COMMANDS));
    expect(commands.filter(({ command }) => !known.has(command))).toEqual([]);
    expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(['Coupling Lens']));
    expect(manifest.contributes).not.toHaveProperty('keybindings');
  });

  it.each(Object.keys(menus))('menu %s shows known commands', (menu) => {
    expect(menus[menu]?.filter(({ command }) => !ours.has(command))).toEqual([]);
  });

  it('hides in the palette what needs an argument', () => {
    const hidden = menus['commandPalette']?.filter(({ when }) => when === 'false').map(({ command }) => command);
    const needing = [...(menus['webview/context'] ?? []), ...(menus['view/item/context'] ?? [])].map(({ command }) => command);
    expect(new Set(hidden)).toEqual(new Set(needing.filter((command) => !['couplingLens.compare', 'couplingLens.exportGraph'].includes(command))));
  });

  it('has one icon in the title of an editor, and entries of the Explorer on known files only', () => {
    expect(menus['editor/title']).toHaveLength(1);
    expect(menus['explorer/context']?.every(({ when }) => when?.includes('resourceFilename =~') === true)).toBe(true);
  });

  it('wakes for files of its own and for its panel, never for everything', () => {
    expect(manifest.activationEvents).toContain('onWebviewPanel:couplingLens.graph');
    expect(manifest.activationEvents.filter((event) => event === '*' || event.startsWith('onCommand:'))).toEqual([]);
  });

  it('says what it does where nothing is trusted or on disk, and runs beside the files', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(manifest.capabilities.virtualWorkspaces.supported).toBe(false);
    expect(manifest.extensionKind).toEqual(['workspace']);
  });

  it('is listed under kinds that exist, with at most five keywords and an icon of 128 px or more', () => {
    expect(manifest.categories).toEqual(['Visualization', 'Linters']);
    expect(manifest.keywords.length).toBeLessThanOrEqual(5);
    const icon = readFileSync(new URL(manifest.icon, root));
    expect(icon.subarray(1, 4).toString()).toBe('PNG');
    expect(Math.min(icon.readUInt32BE(16), icon.readUInt32BE(20))).toBeGreaterThanOrEqual(128);
  });

  it('asks for the version of VS Code that its types are of', () => {
    const minor = (range: string | undefined): string => /(\d+\.\d+)/.exec(range ?? '')?.[1] ?? '';
    expect(minor(manifest.devDependencies['@types/vscode'])).toBe(minor(manifest.engines.vscode));
  });

  it('describes each setting, and gives each but the rules a default', () => {
    for (const [name, { description, markdownDescription }] of Object.entries(configuration.properties)) expect(description ?? markdownDescription, name).toBeTruthy();
  });
});

test('the walkthrough: few steps, each with a picture in the colours of the theme, each done by something that exists', () => {
  const [{ steps } = { steps: [] }] = walkthroughs;
  expect(walkthroughs).toHaveLength(1);
  expect(steps.length).toBeLessThanOrEqual(5);
  for (const { media, completionEvents, description } of steps) {
    expect(existsSync(new URL(media.svg, root)), media.svg).toBe(true);
    expect(textOf(media.svg)).toContain('var(--vscode-');
    expect(completionEvents.length).toBeGreaterThan(0);
    const known: ReadonlySet<string> = new Set(Object.values(COMMANDS));
    for (const event of completionEvents) {
      const [kind, id = ''] = event.split(':');
      expect(['onCommand', 'onView']).toContain(kind);
      if (kind === 'onCommand' && id.startsWith('couplingLens.')) expect(known.has(id), id).toBe(true);
    }
    for (const [, command = ''] of (words[description.replaceAll('%', '')] ?? '').matchAll(/command:([\w.]+)/g)) {
      expect(known.has(command) || command === 'couplingLens.riskyEdges.focus', command).toBe(true);
    }
  }
});
