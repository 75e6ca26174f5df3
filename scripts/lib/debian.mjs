// @ts-check
import { run, say, which } from './command.mjs';

/**
 * Whether this process may install Debian packages.
 * @returns {boolean}
 */
export function canInstallPackages() {
  return process.getuid?.() === 0 && which('apt-get') !== undefined;
}

/**
 * Installs Debian packages.
 * @param {readonly string[]} packages
 */
export async function installPackages(packages) {
  say(`installing the Debian packages ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, quiet: true });
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env, quiet: true });
}

/**
 * Which of these Debian packages are not installed; all of them where there is no dpkg.
 * @param {readonly string[]} packages
 */
export async function missingPackages(packages) {
  const missing = [];
  for (const name of packages) {
    const status = await run('dpkg-query', ['-W', '-f=${Status}', name], { quiet: true }).catch(() => '');
    if (!status.startsWith('install ok installed')) missing.push(name);
  }
  return missing;
}
