import type { ElkGraph } from './layout/topology.js';

/** What dist/elk.js puts on the global object. */
export interface LayoutKernel {
  readonly layout: (graph: ElkGraph) => Promise<ElkGraph>;
  /** Ends the worker; a running layout never answers. */
  readonly stop: () => void;
}

declare global {
  var couplingLensLayout: LayoutKernel | undefined;
}

/** A layout that takes longer is given up (experience.md C2). */
const TIME_OUT_MS = 10_000;

let loading: Promise<LayoutKernel> | undefined;

/** Loads the kernel's script with the nonce of this one; the page's script tag names it in `data-elk`. */
function load(script: HTMLScriptElement): Promise<LayoutKernel> {
  return new Promise((resolve, reject) => {
    const element = document.createElement('script');
    element.nonce = script.nonce;
    element.src = script.dataset['elk'] ?? '';
    element.addEventListener('load', () => {
      if (globalThis.couplingLensLayout === undefined) reject(new Error('the layout script did not start'));
      else resolve(globalThis.couplingLensLayout);
    });
    element.addEventListener('error', () => reject(new Error('the layout script could not be loaded')));
    document.head.append(element);
  });
}

/** Lays a graph out in a worker. A newer request stops an older one. */
export class TopologyKernel {
  /** Gives up the layout at hand; undefined while there is none. */
  private giveUp: ((why: string) => void) | undefined;

  constructor(private readonly script: HTMLScriptElement) {}

  /** The laid out graph; rejects when no worker can start, after ten seconds, when it was cancelled, or when a newer request came. */
  async layout(graph: ElkGraph): Promise<ElkGraph> {
    loading ??= load(this.script);
    const kernel = await loading;
    this.giveUp?.('a newer graph came');
    let giveUp: (why: string) => void = () => {};
    const abandoned = new Promise<never>((_, reject) => {
      // The worker is disposable: only its end stops a layout that runs.
      giveUp = (why) => {
        kernel.stop();
        reject(new Error(why));
      };
    });
    this.giveUp = giveUp;
    const timer = window.setTimeout(() => giveUp('the layout took longer than ten seconds'), TIME_OUT_MS);
    try {
      return await Promise.race([kernel.layout(graph), abandoned]);
    } finally {
      window.clearTimeout(timer);
      if (this.giveUp === giveUp) this.giveUp = undefined;
    }
  }

  /** Ends the layout at hand, which then rejects. */
  cancel(): void {
    this.giveUp?.('the layout was cancelled');
  }
}
