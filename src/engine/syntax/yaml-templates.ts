/**
 * Stands for one character of a template action in masked text. A private-use character: YAML takes it as part of a plain scalar,
 * and no author writes it.
 */
const MASK = '\uE000';

/**
 * Makes a templated YAML text (Helm, Go templates) parseable, every offset unchanged. Actions alone on their lines
 * (`{{- if … }}`, `{{ end }}`, comments) become blanks; actions inside a value become a run of a mask character,
 * so that the value stays one scalar for which `isTemplated` holds.
 */
export function maskTemplates(text: string): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of actionsOf(text)) {
    masked += text.slice(at, start) + toBlank(text.slice(start, end), standsAlone(text, start, end) ? ' ' : MASK);
    at = end;
  }
  return masked + text.slice(at);
}

/** True when a text, masked or not, holds `{{`, `{%`, `${`, `<%` or a masked action: its value is not known from the file. */
export function isTemplated(text: string): boolean {
  return text.includes(MASK) || /\{\{|\{%|\$\{|<%/.test(text);
}

/**
 * The actions of a template; neighbours on one line, with only blanks between them, count as one. Only an action at the start of
 * a line may go on below: braces of other languages inside of strings must not reach for each other.
 */
function actionsOf(text: string): { start: number; end: number }[] {
  const actions: { start: number; end: number }[] = [];
  let start = text.indexOf('{{');
  while (start >= 0) {
    const end = endOfAction(text, start);
    const last = actions.at(-1);
    if (end !== undefined && last && isBlank(text.slice(last.end, start))) last.end = end;
    else if (end !== undefined) actions.push({ start, end });
    start = text.indexOf('{{', end ?? start + 2);
  }
  return actions;
}

function endOfAction(text: string, start: number): number | undefined {
  const isComment = /^\{\{-?\s*\/\*/.test(text.slice(start, start + 20));
  const from = isComment ? text.indexOf('*/', start) : start + 2;
  const close = from < 0 ? -1 : text.indexOf('}}', from);
  if (close < 0) return undefined;
  const inside = text.slice(start + 2, close);
  const isAction = isComment || !inside.includes('\n') || (!inside.includes('{{') && isLineStart(text, start));
  return isAction ? close + 2 : undefined;
}

function isLineStart(text: string, at: number): boolean {
  return isBlank(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
}

function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text);
}

function standsAlone(text: string, start: number, end: number): boolean {
  const newline = text.indexOf('\n', end);
  const after = text.slice(end, newline < 0 ? text.length : newline);
  return isLineStart(text, start) && isBlank(after.replace(/\r$/, ''));
}

function toBlank(text: string, by: string): string {
  return text.replace(/[^\r\n]/g, by);
}
