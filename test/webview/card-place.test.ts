import { describe, expect, it } from 'vitest';
import { placeCard } from '../../webview/layout/card-place.js';
import { overlaps } from '../../webview/layout/geometry.js';

const CARD = { width: 390, height: 400 };
const box = (x: number, y: number) => ({ x, y, width: 30, height: 30 });

describe('where a card goes', () => {
  it('stands right of what it explains where there is room', () => {
    const page = { x: 0, y: 0, width: 1200, height: 600 };
    expect(placeCard(CARD, page, { x: 300, y: 200 }, [box(260, 180), box(320, 180)])).toEqual({ x: 362, y: 200 - 400 / 3 });
  });

  it('goes to the left when the right is taken', () => {
    const page = { x: 0, y: 0, width: 1200, height: 600 };
    const { x } = placeCard(CARD, page, { x: 1000, y: 200 }, [box(900, 180), box(1100, 180)]);
    expect(x).toBe(900 - 12 - 390);
  });

  it('covers neither the pointer nor the nearer end where every side is taken', () => {
    const page = { x: 0, y: 0, width: 910, height: 560 };
    const pointer = { x: 553, y: 175 };
    const [far, near] = [box(262, 206), box(600, 150)];
    const card = { ...placeCard(CARD, page, pointer, [far, near]), ...CARD };
    expect(overlaps(card, { ...pointer, width: 0, height: 0 })).toBe(false);
    expect(overlaps(card, near)).toBe(false);
  });

  it('stays on a page that is smaller than everything', () => {
    const page = { x: 0, y: 0, width: 400, height: 420 };
    const { x, y } = placeCard(CARD, page, { x: 200, y: 200 }, [box(180, 180)]);
    expect([x, y]).toEqual([6, 16]);
  });
});
