/** A colour as red, green and blue, 0..255 each. */
export type Rgb = readonly [number, number, number];

/** The resolved roles the canvas paints with; the same roles are custom properties in style.css. */
export interface Palette {
  readonly background: Rgb;
  readonly foreground: Rgb;
  readonly dim: Rgb;
  readonly low: Rgb;
  readonly medium: Rgb;
  readonly high: Rgb;
  readonly hair: Rgb;
  readonly body: Rgb;
  readonly focus: Rgb;
  readonly highContrast: boolean;
  readonly font: string;
}

const ROLES = {
  background: '--cl-background', foreground: '--cl-foreground', dim: '--cl-dim', low: '--cl-low', medium: '--cl-medium',
  high: '--cl-high', hair: '--cl-hair', body: '--cl-body', focus: '--vscode-focusBorder',
} as const;

/** Reads the theme from the page. A canvas knows no custom properties, so each is resolved by painting one pixel. */
export function readPalette(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  document.body.append(probe);
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const resolve = (role: string): Rgb => {
    probe.style.color = `var(${role})`;
    if (context === null) return [128, 128, 128];
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  const colours = Object.fromEntries(Object.entries(ROLES).map(([name, role]) => [name, resolve(role)])) as Record<keyof typeof ROLES, Rgb>;
  const font = getComputedStyle(document.body).fontFamily;
  probe.remove();
  const { classList } = document.body;
  return { ...colours, font, highContrast: classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light') };
}

/** `share` (0..1) of `a` over `b`, as CSS. Opaque, so that casings and double rails stay right when dimmed. */
export function mix(a: Rgb, b: Rgb, share: number): string {
  return css(blend(a, b, share));
}

function blend(a: Rgb, b: Rgb, share: number): Rgb {
  const channel = (i: 0 | 1 | 2) => Math.round(a[i] * share + b[i] * (1 - share));
  return [channel(0), channel(1), channel(2)];
}

/** What carries meaning stands out from its ground at least so much (WCAG 1.4.11). */
const LEAST_CONTRAST = 3;

/** `a` over `b` as faint as `share` says, as far as it can still be told from the ground. As CSS. */
export function faded(a: Rgb, b: Rgb, share: number): string {
  for (let more = share; more < 1; more += 0.02) if (contrast(blend(a, b, more), b) >= LEAST_CONTRAST) return css(blend(a, b, more));
  return css(a);
}

/** Contrast ratio of two colours, 1..21, as WCAG 2 defines it. */
export function contrast(a: Rgb, b: Rgb): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((one, other) => one - other) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A colour as CSS. */
export function css([red, green, blue]: Rgb): string {
  return `rgb(${red}, ${green}, ${blue})`;
}
