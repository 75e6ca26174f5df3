// Builds and packs the extension: node scripts/package.mjs [file]. Prints the size of the VSIX.
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packagePath = resolve(process.argv[2] ?? join(root, 'coupling-lens.vsix'));

// Everything is bundled, so there are no dependencies to pack; the manifest's prepublish script builds.
await createVSIX({ cwd: root, packagePath, dependencies: false });
const { size } = await stat(packagePath);
console.log(`${packagePath}: ${(size / 1024 / 1024).toFixed(2)} MB`);
