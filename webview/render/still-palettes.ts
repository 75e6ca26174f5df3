import { STILL_FONT } from './glyph-widths.js';
import type { Palette, Rgb } from './palette.js';

export type StillTheme = 'light' | 'dark';

/** Shares of the foreground in the roles that style.css mixes, in the light and in the dark theme. */
const SHARES = { light: { dim: 0.85, low: 0.66, hair: 0.13, body: 0.07 }, dark: { dim: 0.75, low: 0.58, hair: 0.13, body: 0.2 } } as const;

type Base = Pick<Palette, 'background' | 'foreground' | 'medium' | 'high' | 'focus'>;

/** Editor background, foreground, warning, error and focus border of the themes Light Modern and Dark Modern. */
const THEMES: Readonly<Record<StillTheme, Base>> = {
  light: { background: [255, 255, 255], foreground: [59, 59, 59], medium: [191, 136, 3], high: [229, 20, 0], focus: [0, 95, 184] },
  dark: { background: [31, 31, 31], foreground: [204, 204, 204], medium: [204, 167, 0], high: [241, 76, 76], focus: [0, 120, 212] },
};

/** The colours of pictures that no page makes. */
export const STILL_PALETTES: Readonly<Record<StillTheme, Palette>> = { light: paletteOf('light'), dark: paletteOf('dark') };

function paletteOf(theme: StillTheme): Palette {
  const base = THEMES[theme];
  const mixed = (share: number): Rgb => {
    const channel = (i: 0 | 1 | 2) => Math.round(base.foreground[i] * share + base.background[i] * (1 - share));
    return [channel(0), channel(1), channel(2)];
  };
  const { dim, low, hair, body } = SHARES[theme];
  return { ...base, dim: mixed(dim), low: mixed(low), hair: mixed(hair), body: mixed(body), highContrast: false, font: STILL_FONT };
}
