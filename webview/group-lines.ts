import { byText } from './layout/geometry.js';
import type { PictureEdge } from './picture-model.js';

/** Of so many lines with a high risk none is toned down. */
const FEW = 5;
/** Of more, this share of all lines that are drawn stays high; the rest becomes medium, and none low, as each holds a high risk. */
const WORST_SHARE = 0.2;

/** How many of the relations that a line stands for are a high risk. */
export function highRisks({ relations }: PictureEdge): number {
  return relations.filter(({ level }) => level === 'high').length;
}

/**
 * Lines between groups as they compare with each other. Each stands for many relations, and nearly each has a high risk among them:
 * where all are red, none stands out. So those with the most high risks keep the level of their worst relation.
 */
export function comparedLines(edges: readonly PictureEdge[]): readonly PictureEdge[] {
  const bundles = edges.filter(({ level, relations }) => level === 'high' && relations.length > 1);
  if (bundles.length <= FEW) return edges;
  const worst = Math.max(FEW, Math.ceil(WORST_SHARE * edges.length));
  const ranked = [...bundles].sort((a, b) => highRisks(b) - highRisks(a) || b.risk - a.risk || byText(a.id, b.id));
  const levels = new Map(ranked.map(({ id }, index) => [id, index < worst ? 'high' : 'medium'] as const));
  return edges.map((edge) => ({ ...edge, level: levels.get(edge.id) ?? edge.level }));
}
