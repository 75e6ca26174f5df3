import elkApi from 'elkjs/lib/elk-api.js';
import workerSource from 'elkjs/lib/elk-worker.min.js' with { type: 'text' };
import type { ElkGraph } from './layout/topology.js';
import type { LayoutKernel } from './topology-kernel.js';

/**
 * The layout kernel as a script of its own, loaded when the topology is first opened.
 * The worker's text is embedded: a webview may start workers from blob: URLs only, and fetching it would widen the policy.
 */
let kernel: InstanceType<typeof elkApi.default> | undefined;

function start(): InstanceType<typeof elkApi.default> {
  return new elkApi.default({
    workerFactory: () => {
      const url = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }));
      const worker = new Worker(url);
      URL.revokeObjectURL(url);
      return worker;
    },
  });
}

const layoutKernel: LayoutKernel = {
  layout: async (graph) => {
    kernel ??= start();
    return await kernel.layout(graph) as ElkGraph;
  },
  stop: () => {
    kernel?.terminateWorker();
    kernel = undefined;
  },
};

globalThis.couplingLensLayout = layoutKernel;
