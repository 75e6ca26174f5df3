/** Font size of the page's root where text has its usual size, in px: see style.css. */
const USUAL_ROOT = 10;

/** How many times bigger than usual the user wants text to be: 1 where VS Code's font has 13 px. */
export function textScale(): number {
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_ROOT;
  return Number.isFinite(scale) && scale > 0 ? scale : 1;
}
