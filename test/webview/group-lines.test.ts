import { describe, expect, it } from 'vitest';
import type { LevelView } from '../../src/protocol/graph-view.js';
import { comparedLines, highRisks } from '../../webview/group-lines.js';
import { buildPicture } from '../../webview/picture.js';
import { badgeText } from '../../webview/render/marks.js';
import { syntheticView } from '../support/graph-views.js';

/** The lines between the groups of a system of 1,000 services. */
const lines = buildPicture(syntheticView({ services: 1000, relations: 5000, groups: 24, seed: 3 }), { filter: '', budget: 'rest', detail: 'groups', expanded: [], compact: false, always: new Set() }).edges;

function countOf(level: LevelView): number {
  return lines.filter((line) => line.level === level).length;
}

describe('lines between groups', () => {
  it('are red for the worst fifth alone, and none looks harmless, as each has a high risk in it', () => {
    expect(lines.every((line) => highRisks(line) > 0)).toBe(true);
    expect([countOf('high'), countOf('medium'), countOf('low')]).toEqual([5, 19, 0]);
  });

  it('are the worse the more high risks they stand for', () => {
    const least = Math.min(...lines.filter(({ level }) => level === 'high').map(highRisks));
    expect(lines.filter(({ level }) => level !== 'high').every((line) => highRisks(line) <= least)).toBe(true);
  });

  it('say how many high risks there are, and the rank that the panel gives instead', () => {
    const [worst] = [...lines].sort((a, b) => highRisks(b) - highRisks(a));
    if (worst === undefined) throw new Error('no lines');
    expect(badgeText(worst)).toBe(`! ${highRisks(worst)}`);
    expect(badgeText(worst, 2)).toBe('2');
  });

  it('keep their level where few are risky', () => {
    const few = lines.slice(0, 4).map((line) => ({ ...line, level: 'high' as const }));
    expect(comparedLines(few)).toEqual(few);
  });
});
