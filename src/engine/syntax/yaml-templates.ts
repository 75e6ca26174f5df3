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

/** The actions of a template; neighbours on one line, with only blanks between them, count as one. */
function actionsOf(text: string): { start: number; end: number }[] {
  const actions: { start: number; end: number }[] = [];
  let start = text.indexOf('{{');
  while (start >= 0) {
    const close = text.indexOf('}}', start + 2);
    if (close < 0) break;
    // `}}}` ends an action inside a flow mapping or a literal brace before the action's end.
    const end = close + 2;
    const last = actions.at(-1);
    if (last && isBlank(text.slice(last.end, start))) last.end = end;
    else actions.push({ start, end });
    start = text.indexOf('{{', end);
  }
  return actions;
}

function isBlank(text: string): boolean {
  return /^[ \t]*$/.test(text);
}

function standsAlone(text: string, start: number, end: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const after = text.slice(end, newline < 0 ? text.length : newline);
  return isBlank(text.slice(lineStart, start)) && isBlank(after.replace(/\r$/, ''));
}

function toBlank(text: string, by: string): string {
  return text.replace(/[^\r\n]/g, by);
}
