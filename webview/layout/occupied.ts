import { overlaps } from './geometry.js';
import type { Box, Point } from './geometry.js';
import type { PlacedNode } from './scene.js';

/** Side of a cell of the grid, in px: about the length of a name. */
const CELL = 64;

/** Boxes that may not be covered, and points that should not, by grid cell. */
export class Occupied {
  private readonly boxes = new Map<string, { readonly box: Box; readonly owner: PlacedNode | undefined }[]>();
  private readonly points = new Map<string, { at: Point; weight: number }[]>();

  /** Keeps a box clear of all but its owner. */
  addBox(box: Box, owner?: PlacedNode): void {
    eachCell(box, (key) => this.boxes.set(key, [...(this.boxes.get(key) ?? []), { box, owner }]));
  }

  /** Has a point cost `weight` to whoever covers it. */
  addPoint(at: Point, weight: number): void {
    const key = `${Math.floor(at.x / CELL)},${Math.floor(at.y / CELL)}`;
    const list = this.points.get(key);
    if (list === undefined) this.points.set(key, [{ at, weight }]);
    else list.push({ at, weight });
  }

  /** Whether a box covers what is not the owner's own. */
  hits(box: Box, owner: PlacedNode): boolean {
    let hit = false;
    eachCell(box, (key) => {
      if (!hit) hit = (this.boxes.get(key) ?? []).some((other) => other.owner !== owner && overlaps(box, other.box, 1));
    });
    return hit;
  }

  /** What it costs to cover a box. */
  weight(box: Box): number {
    let sum = 0;
    eachCell(box, (key) => {
      for (const { at, weight } of this.points.get(key) ?? []) {
        if (at.x > box.x - 3 && at.x < box.x + box.width + 3 && at.y > box.y - 2 && at.y < box.y + box.height + 2) sum += weight;
      }
    });
    return sum;
  }
}

function eachCell(box: Box, visit: (key: string) => void): void {
  for (let x = Math.floor(box.x / CELL); x <= Math.floor((box.x + box.width) / CELL); x++) {
    for (let y = Math.floor(box.y / CELL); y <= Math.floor((box.y + box.height) / CELL); y++) visit(`${x},${y}`);
  }
}
