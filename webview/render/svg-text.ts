/** Attributes of an element as text. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that may stand anywhere in a document; characters that XML forbids are dropped. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '').replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD]/g, '');
}

/** One element; `children` are markup already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escapeText(String(value))}"`])).join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** An outline. */
export function path(d: string, attributes: Attributes): string {
  return element('path', { d, fill: 'none', ...attributes });
}

/** A line of text. */
export function textAt(content: string, x: number, y: number, attributes: Attributes): string {
  return element('text', { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10, ...attributes }, escapeText(content));
}
