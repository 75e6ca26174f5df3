import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

/** The part of the manifest that the documents speak of. */
interface Manifest {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: { readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> } };
}

const manifest = JSON.parse(read('package.json')) as Manifest;

/** The first column of the tables of a document, where it is code. */
const firstColumn = (text: string): string[] => [...text.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);

test('every dependency has its reason, and no other', () => {
  expect(firstColumn(read('docs/dependencies.md')).sort()).toEqual(Object.keys(manifest.devDependencies).sort());
});

test('the README lists the settings with their defaults', () => {
  const rows = [...read('README.md').matchAll(/^\| `couplingLens\.(\S+)` \| `([^`]*)` \|/gm)].map(([, name, value = '']) => [`couplingLens.${name}`, JSON.parse(value) as unknown]);
  const settings = Object.entries(manifest.contributes.configuration.properties)
    // Only those who work on the extension need to see the messages.
    .filter(([name]) => !name.startsWith('couplingLens.trace'))
    .map(([name, { default: value }]) => [name, value]);
  expect(rows.sort()).toEqual(settings.sort());
});
