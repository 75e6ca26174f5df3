import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import type { FromWebview, ToWebview } from '../../src/protocol/webview-messages.js';
import type { Theme } from '../webview/themes.js';

/** The repository: all scripts run there, and the benchmark bundles this file elsewhere. */
const ROOT = `${process.cwd()}/`;
const NONCE = 'dGVzdA';
/** The policy of the real panel; 'self' stands for the webview's resource origin. */
const POLICY = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'self' 'nonce-${NONCE}'; font-src 'self'; img-src data:; worker-src blob:`;

/** The bundles by URL path, built once per process. */
let bundles: Promise<ReadonlyMap<string, string>> | undefined;

async function buildBundles(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: { webview: `${ROOT}webview/main.ts`, elk: `${ROOT}webview/elk.ts`, style: `${ROOT}webview/style.css` },
    outdir: `${ROOT}dist`, bundle: true, write: false, format: 'iife', platform: 'browser', target: 'es2022', minify: true, logLevel: 'warning',
  });
  return new Map(outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/')), text]));
}

/** The page as the extension writes it, with a stand-in for the API that keeps messages and state. */
function pageText(theme: Theme, state: unknown): string {
  const variables = Object.entries(theme.variables).map(([name, value]) => `${name}: ${value};`).join(' ');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>Coupling Graph</title><style nonce="${NONCE}">:root { ${variables} }</style><link rel="stylesheet" href="/style.css"></head>
<body class="${theme.bodyClass}"><div id="app"></div>
<script nonce="${NONCE}">window.sent = []; window.saved = ${JSON.stringify(state ?? null)} ?? undefined;
window.acquireVsCodeApi = () => ({ postMessage: (m) => window.sent.push(m), getState: () => window.saved, setState: (s) => { window.saved = s; } });</script>
<script nonce="${NONCE}" data-elk="/elk.js" src="/webview.js"></script></body></html>`;
}

declare global {
  interface Window {
    sent: FromWebview[];
    saved: unknown;
  }
}

/** One open page. */
export interface WebviewPage {
  readonly page: Page;
  /** Delivers a message as the extension would, and waits for the next frame. */
  readonly send: (message: ToWebview) => Promise<void>;
  /** What the page has sent so far. */
  readonly sent: () => Promise<readonly FromWebview[]>;
  /** Violations of the policy and uncaught errors. */
  readonly complaints: readonly string[];
}

/** Options of a page. */
export interface PageOptions {
  readonly theme: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  /** What an earlier page saved with setState. */
  readonly state?: unknown;
}

/** A browser and a local server that open the built webview as a plain page. */
export class WebviewHost {
  private constructor(private readonly browser: Browser, private readonly server: Server, private readonly origin: string, private readonly next: { page: string }) {}

  /** Builds the bundles (once), starts the server on the loopback address and the browser. */
  static async start(): Promise<WebviewHost> {
    bundles ??= buildBundles();
    const files = await bundles;
    const next = { page: '' };
    const server = createServer((request, response) => {
      const path = request.url ?? '/';
      const type = path.endsWith('.css') ? 'text/css' : path.endsWith('.js') ? 'text/javascript' : 'text/html';
      const text = path === '/' ? next.page : files.get(path);
      response.writeHead(text === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    return new WebviewHost(browser, server, `http://127.0.0.1:${port}/`, next);
  }

  /** Opens a fresh page; resolves once the webview says it is ready. */
  async open({ theme, width = 1280, height = 860, scale = 1, state }: PageOptions): Promise<WebviewPage> {
    const context = await this.browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    this.next.page = pageText(theme, state);
    await page.goto(this.origin);
    await page.waitForFunction(() => window.sent.some(({ type }) => type === 'ready'));
    return {
      page, complaints,
      // As text: the browser's driver takes seconds to hand over a big object piece by piece.
      send: (message) => page.evaluate((text) => new Promise<void>((resolve) => {
        window.postMessage(JSON.parse(text), '*');
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }), JSON.stringify(message)),
      sent: () => page.evaluate(() => window.sent),
    };
  }

  /** Ends browser and server. */
  async stop(): Promise<void> {
    await this.browser.close();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
