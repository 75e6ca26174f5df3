import type { TermView } from '../../src/protocol/graph-view.js';
import { html } from '../dom.js';
import { twoDigits } from '../render/verdict-words.js';
import { signed } from './words.js';

/** More shades than this cannot be told apart in the bar; further terms share the last. */
const SHADES = 4;

function shade(index: number): string {
  return `shade-${Math.min(index, SHADES - 1)}`;
}

/** A bar of length 1: what is left of the score, then what each term took. */
export function termsBar(score: number, terms: readonly TermView[]): Node {
  const losses = terms.filter(({ amount }) => amount < 0);
  const lost = losses.reduce((sum, { amount }) => sum - amount, 0);
  const part = (kind: string, share: number) => {
    const element = html('span', { class: kind });
    element.style.flexGrow = String(Math.max(share, 0));
    return element;
  };
  const bar = html('div', { class: 'terms-bar', 'aria-hidden': 'true' }, part('left-over', score), ...losses.map(({ amount }, index) => part(shade(index), -amount)));
  const left = html('span', {}, `what is left: ${twoDigits(score)}`);
  left.style.flexGrow = String(score);
  const gone = html('span', {}, `lost to coupling: ${twoDigits(lost)}`);
  gone.style.flexGrow = String(lost);
  return html('div', {}, bar, html('div', { class: 'terms-caption' }, left, gone));
}

/** The terms in words, largest loss first, with the colour they have in the bar. */
export function termsList(terms: readonly TermView[]): Node {
  let index = 0;
  return html('ul', { class: 'terms' }, ...terms.map((term) => html('li', {},
    html('span', { class: `swatch ${term.amount < 0 ? shade(index++) : 'left-over'}` }),
    html('span', { class: 'term-label' }, term.label),
    html('span', { class: 'number' }, signed(term.amount)),
    term.detail !== '' && html('span', { class: 'term-detail' }, term.detail))));
}

/** Numbers in words, one line each. Lines about single terms are left to the list of terms. */
export function explanationList(lines: readonly string[]): Node {
  return html('ul', { class: 'reasons' }, ...lines.filter((line) => !line.startsWith(' ')).map((line) => html('li', {}, line)));
}
