const SVG = 'http://www.w3.org/2000/svg';

/** Attributes of a new element; `undefined` leaves one out. Texts are set as text nodes, never as markup. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** A child: a node, a text, or nothing. */
export type Child = Node | string | undefined | false;

function fill(element: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== undefined && child !== false) element.append(child);
}

/** Creates an HTML element. Inline styles go through `style` of the result: the page's policy blocks style attributes. */
export function html<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  fill(element, attributes, children);
  return element;
}

/** Creates an SVG element. */
export function svg<Name extends keyof SVGElementTagNameMap>(name: Name, attributes: Attributes = {}, ...children: readonly Child[]): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name);
  fill(element, attributes, children);
  return element;
}

/** A button that looks like a link. */
export function linkButton(text: string, onClick: () => void, label?: string): HTMLButtonElement {
  const button = html('button', { class: 'link', type: 'button', 'aria-label': label }, text);
  button.addEventListener('click', onClick);
  return button;
}

/** Text for screen readers alone, where a picture tells the others. */
export function unseen(text: string): HTMLElement {
  return html('span', { class: 'unseen' }, text);
}
