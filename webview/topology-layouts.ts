import type { MeasureText, Scene } from './layout/scene.js';
import { buildTiers } from './layout/tiers.js';
import { ELK_NODE_BUDGET, fromElkGraph, toElkGraph } from './layout/topology.js';
import type { Picture } from './picture.js';
import type { TopologyKernel } from './topology-kernel.js';

/** A layout by the kernel, or at once in plain tiers when it gives up or the picture is too big for it. */
export async function topologyOf(picture: Picture, kernel: TopologyKernel, measure: MeasureText): Promise<Scene> {
  if (picture.nodes.length > ELK_NODE_BUDGET) return buildTiers(picture, measure);
  return kernel.layout(toElkGraph(picture, measure)).then((graph) => fromElkGraph(picture, graph, measure), () => buildTiers(picture, measure));
}

/** Nothing to see yet. */
const BLANK: Scene = { nodes: [], edges: [], labels: [], containers: [], pills: [], unplaced: [], bounds: { x: 0, y: 0, width: 1, height: 1 } };

/** The topology on the screen: the last good layout of the same graph stays while a new one is computed, and when that is given up. */
export class TopologyLayouts {
  private last: { readonly picture: Picture; readonly scene: Scene } | undefined;
  private asked: Picture | undefined;
  /** Its layout was given up. */
  private abandoned: Picture | undefined;

  /** @param changed called when a layout has come, or was given up */
  constructor(private readonly kernel: TopologyKernel, private readonly measure: MeasureText, private readonly changed: () => void) {}

  /** The layout of a picture if it is there, else the last good one of the same graph, or nothing; asks for what is missing. */
  sceneOf(picture: Picture): Scene | undefined {
    if (this.last?.picture === picture) return this.last.scene;
    if (picture.nodes.length > ELK_NODE_BUDGET) {
      this.last = { picture, scene: buildTiers(picture, this.measure) };
    } else if (this.asked !== picture) {
      this.asked = picture;
      void this.layOut(picture);
    }
    return this.last === undefined || haveNodesInCommon(this.last.picture, picture) ? this.last?.scene : BLANK;
  }

  /** True while the layout of a picture is computed. */
  isWaiting(picture: Picture): boolean {
    return this.last?.picture !== picture && this.abandoned !== picture;
  }

  private async layOut(picture: Picture): Promise<void> {
    let scene: Scene | undefined;
    try {
      scene = fromElkGraph(picture, await this.kernel.layout(toElkGraph(picture, this.measure)), this.measure);
    } catch {
      // No worker, no time, cancelled, or overtaken by a newer graph: only a page without any layout needs the simple one.
      if (this.last === undefined || !haveNodesInCommon(this.last.picture, picture)) scene = buildTiers(picture, this.measure);
    }
    if (this.asked !== picture) return;
    if (scene === undefined) this.abandoned = picture;
    else this.last = { picture, scene };
    this.changed();
  }
}

/** False when one shows what is inside an element of the other. */
function haveNodesInCommon(one: Picture, other: Picture): boolean {
  const ids = new Set(one.nodes.map(({ id }) => id));
  return other.nodes.some(({ id }) => ids.has(id));
}
