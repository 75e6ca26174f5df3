// @ts-check
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What keeps a VS Code quiet; whoever uses the profile may change it. */
const SETTINGS = {
  // Without network the built-in extensions' telemetry throws errors that nobody handles.
  'telemetry.telemetryLevel': 'off',
  // The browser-hosted VS Code saves by itself otherwise, and the suites test edits that are not saved.
  'files.autoSave': 'off',
  // A dialogue that nobody answers would keep Restricted Mode from starting.
  'security.workspace.trust.startupPrompt': 'never',
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
};

/**
 * Arguments that make any VS Code keep its settings and extensions in a folder of their own.
 * @param {string} profile The folder; it gets our settings unless it has some already.
 */
export function profileArguments(profile) {
  const settings = join(profile, 'data', 'User', 'settings.json');
  if (!existsSync(settings)) {
    mkdirSync(join(profile, 'data', 'User'), { recursive: true });
    writeFileSync(settings, JSON.stringify(SETTINGS, null, 2));
  }
  return ['--user-data-dir', join(profile, 'data'), '--extensions-dir', join(profile, 'extensions')];
}
