import { chromium, type Browser } from 'playwright-core';
import { CHROMIUM_ARGUMENTS, ensureChromium } from '../../scripts/lib/chromium.mjs';

/** A headless Chromium; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureChromium(), args: CHROMIUM_ARGUMENTS });
}
