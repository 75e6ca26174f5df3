import type { Scene } from './layout/scene.js';
import { interim, samePlaces } from './layout/tween.js';
import type { Stage } from './render/stage.js';

/** Moves of an update take this long, in ms. */
const MOVE_MS = 150;

/**
 * Moves what has changed its place from the former scene to the one that is shown; not where the user wants no motion.
 * @param isCurrent false once another scene is shown: then the moves stop
 */
export function animate(stage: Stage, former: Scene, scene: Scene, isCurrent: () => boolean): void {
  if (samePlaces(former, scene) || prefersStill()) return;
  const start = performance.now();
  const step = (now: number): void => {
    if (!isCurrent()) return;
    const t = Math.min(1, (now - start) / MOVE_MS);
    stage.paintInterim(interim(former, scene, 1 - (1 - t) ** 3));
    if (t < 1) requestAnimationFrame(step);
  };
  stage.paintInterim(former);
  requestAnimationFrame(step);
}

function prefersStill(): boolean {
  return document.body.classList.contains('vscode-reduce-motion') || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
