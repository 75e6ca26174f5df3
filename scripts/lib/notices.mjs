import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Code that a package carries inside its own files: the bundler cannot see it. */
const CARRIED = { '@ts-morph/common': ['typescript'] };

/**
 * The licences of all packages that some files belong to, as one text.
 * @param {string} root
 * @param {readonly string[]} files Relative to the root.
 */
export async function thirdPartyNotices(root, files) {
  const names = new Set(files.map(packageOf).flatMap((name) => (name === undefined ? [] : [name, ...(CARRIED[name] ?? [])])));
  const notices = await Promise.all([...names].sort().map((name) => notice(join(root, 'node_modules', name))));
  return `Coupling Lens contains code of these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function packageOf(input) {
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(input)?.[1];
}

async function notice(folder) {
  const { name, version, license, homepage, repository } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const source = homepage ?? (typeof repository === 'string' ? repository : repository?.url) ?? `https://www.npmjs.com/package/${name}`;
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|third-?party|cgmanifest)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return `${name} ${version} (${license})\n${source}\n\n${texts.join('\n')}\n`;
}
