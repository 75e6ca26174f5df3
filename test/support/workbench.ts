import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Frame, Page } from 'playwright-core';
import { ensureCodeServer, installExtension, startCodeServer } from '../../scripts/lib/code-server.mjs';
import { launchChromium } from './chromium.js';

/** A browser-hosted VS Code, shown in Chromium. */
export interface Workbench {
  readonly page: Page;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  /** Folder for user data and extensions. */
  readonly profile: string;
  readonly workspace: string;
  readonly trusted: boolean;
  /** VSIX files to install. */
  readonly extensions: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** Size of the window, in px. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Starts the browser-hosted VS Code and opens it in Chromium. */
export async function openWorkbench({ extensions, environment = {}, viewport = { width: 1280, height: 800 }, ...options }: WorkbenchOptions): Promise<Workbench> {
  const codeServer = await ensureCodeServer();
  for (const vsix of extensions) await installExtension(codeServer, options.profile, vsix);
  const server = await startCodeServer(codeServer, { ...options, env: environment });
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server.stop();
  };
  try {
    browser = await launchChromium();
    const page = await browser.newPage({ viewport });
    // A machine that is busy takes long to load the workbench.
    await page.goto(server.url, { waitUntil: 'domcontentloaded', timeout: 120_000 });
    await page.locator('.monaco-workbench').waitFor({ timeout: 120_000 });
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Removes the folder of an editor that was closed. Its last processes write a moment longer; what they leave behind for good is no failure. */
export async function removeProfile(folder: string): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch {
      await pause(500);
    }
  }
}

/** Picks a command in the palette, as soon as the workbench listens and knows it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input.input');
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  for (let attempt = 0; attempt < 30; attempt++) {
    await page.keyboard.press('F1');
    await page.waitForTimeout(500);
    if (!(await input.isVisible())) continue;
    await input.fill(`>${title}`);
    await page.waitForTimeout(500);
    if (await row.isVisible()) return row.click();
    await page.keyboard.press('Escape');
  }
  throw new Error(`the palette does not offer "${title}"`);
}

/** Chooses an item of the list that is open. */
export async function pick(page: Page, label: string): Promise<void> {
  await page.locator('.quick-input-widget input.input').fill(label);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
}

/** The innermost frame of the open webview that holds `selector`; it is looked for every `everyMs`, for half a minute. */
export async function webviewFrame(page: Page, selector: string, everyMs = 200): Promise<Frame> {
  for (let attempt = 0; attempt < 30_000 / everyMs; attempt++) {
    for (const frame of page.frames()) {
      if (frame !== page.mainFrame() && await frame.locator(selector).count().catch(() => 0) > 0) return frame;
    }
    await page.waitForTimeout(everyMs);
  }
  throw new Error(`no webview shows ${selector}`);
}
