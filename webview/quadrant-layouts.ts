import type { SystemView } from '../src/protocol/graph-view.js';
import { arrangementFor } from './layout/arrangement.js';
import type { Size } from './layout/arrangement.js';
import { anchorsFor, buildQuadrantScene } from './layout/build-scene.js';
import type { Plot, QuadrantScene } from './layout/build-scene.js';
import type { Anchors } from './layout/quadrant.js';
import type { MeasureText } from './layout/scene.js';
import type { Picture } from './picture.js';

/** Lays out the quadrant; what is the same at every zoom is kept. */
export class QuadrantLayouts {
  private found: { readonly key: readonly unknown[]; readonly anchors: Anchors } | undefined;
  private arranged: Size | undefined;

  constructor(private readonly measure: MeasureText) {}

  /**
   * The scene of a picture.
   * @param spare what may yet be taken off the plot, by the panel and a notice: places stay when it is
   */
  sceneOf(picture: Picture, system: SystemView, plot: Plot, spare: Size): QuadrantScene {
    return buildQuadrantScene(picture, system, plot, this.anchors(picture, system, plot, spare), this.measure);
  }

  private anchors(picture: Picture, system: SystemView, { width, height }: Plot, spare: Size): Anchors {
    const key = [picture, system, width, height];
    if (this.found === undefined || key.some((value, index) => value !== this.found?.key[index])) {
      this.arranged = arrangementFor({ width, height }, spare, this.arranged);
      this.found = { key, anchors: anchorsFor(picture, system, width, height, this.arranged) };
    }
    return this.found.anchors;
  }
}
