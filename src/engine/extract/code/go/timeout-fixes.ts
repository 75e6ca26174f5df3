import type { CallCare, CodeEdit, UseFact } from '../../../model/code-facts.js';
import type { Fact } from '../../../model/facts.js';
import type { Path } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { replaced } from '../../../syntax/statements.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** Facts with what would give a call of net/http a time-out: a client that has one in the place of the package's own, or where a client is made. */
export function withTimeoutFixes(facts: readonly Fact[], file: Path, reader: Reader, text: string): Fact[] {
  return facts.map((fact) => {
    const timeoutFix = fact.kind === 'use' && fact.client === 'net/http' && fact.care.timeout === undefined ? fixFor(fact, file, reader, text) : undefined;
    return timeoutFix === undefined || fact.kind !== 'use' ? fact : { ...fact, care: { ...fact.care, timeoutFix } };
  });
}

function fixFor({ site }: UseFact, file: Path, reader: Reader, text: string): CallCare['timeoutFix'] {
  const call = reader.outline.calls.find(({ nameSpan }) => nameSpan.end === site.span.end);
  const sent = call && (isNamed(call, /^NewRequest/) ? sentIn(call, reader) : call);
  const edit = sent?.callee.kind === 'member' ? clientEdit(sent.callee.object, file, reader, text) : undefined;
  const time = timeImport(file, reader, text);
  if (edit === undefined || time === undefined) return undefined;
  return { ...edit, ...(time !== 'imported' && { also: [time] }) };
}

function sentIn(request: Call, { outline }: Reader): Call | undefined {
  return outline.calls.find((call) => isNamed(call, /^(?:Do|RoundTrip)$/) && call.scope.function === request.scope.function);
}

function clientEdit(client: Value, file: Path, reader: Reader, text: string): CodeEdit | undefined {
  const { path, calls } = reader.chain(client);
  const written = text.slice(client.span.start, client.span.end);
  const [, name] = /^(\w{1,40})(?:\.DefaultClient)?$/.exec(written) ?? [];
  if (name !== undefined && /^net\/http(?:\.DefaultClient)?$/.test(path) && calls.length === 0) return replaced(file, client.span, `(&${name}.Client{Timeout: {ms} * time.Millisecond})`);
  const made = calls.find((call) => call.form === 'make' && isNamed(call, /^Client$/));
  if (made === undefined || !text.slice(made.span.start, made.span.end).endsWith('{}')) return undefined;
  return replaced(file, { start: made.span.end - 1, end: made.span.end - 1 }, 'Timeout: {ms} * time.Millisecond');
}

/** The import of package time behind that of net/http. */
function timeImport(file: Path, { outline: { imports } }: Reader, text: string): CodeEdit | 'imported' | undefined {
  const time = imports.find(({ path }) => path === 'time');
  if (time !== undefined) return time.name === 'time' ? 'imported' : undefined;
  const http = imports.find(({ path }) => path === 'net/http');
  if (http === undefined) return undefined;
  const [, lead] = /(?:^|\n)([ \t]*(?:import )?)$/.exec(text.slice(Math.max(0, http.span.start - LONGEST_LEAD), http.span.start)) ?? [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return lead === undefined || lead === '' ? undefined : replaced(file, { start: http.span.end, end: http.span.end }, `${eol}${lead}"time"`);
}

/** What may stand before an import. Characters. */
const LONGEST_LEAD = 40;
