import type { CallCare, UseFact } from '../../../model/code-facts.js';
import type { Fact } from '../../../model/facts.js';
import type { Path } from '../../../model/text.js';
import type { Call } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { linesBefore, replaced, statementAt } from '../../../syntax/statements.js';
import { isNamed } from '../../../syntax/outline/callee.js';

/** What stands before a dot and does nothing when it is read. */
const PLAIN = /^[A-Za-z_][\w.]{0,80}$/;

/** The making of an object up to its first property. */
const INITIALISER = /^new\s+[\w.]{1,80}\s*(?:\(\s*\)\s*)?\{\s*(?!\s|\})/;

/** Facts with what would give an `HttpClient` a time-out: where it is made, or gets its base address. */
export function withTimeoutFixes(facts: readonly Fact[], file: Path, reader: Reader, text: string): Fact[] {
  return facts.map((fact) => {
    const timeoutFix = fact.kind === 'use' && fact.client === 'http-client' && fact.care.timeout === undefined ? fixFor(fact, file, reader, text) : undefined;
    return timeoutFix === undefined || fact.kind !== 'use' ? fact : { ...fact, care: { ...fact.care, timeoutFix } };
  });
}

function fixFor({ site }: UseFact, file: Path, reader: Reader, text: string): CallCare['timeoutFix'] {
  const call = reader.outline.calls.find(({ nameSpan, callee }) => nameSpan.end === site.span.end && callee.kind === 'member');
  if (call?.callee.kind !== 'member') return undefined;
  const time = `${reader.outline.imports.some(({ path }) => path === 'System') ? '' : 'System.'}TimeSpan.FromMilliseconds({ms})`;
  if (call.callee.name === 'BaseAddress=') return besideBase(call, file, text, time);
  const made = reader.chain(call.callee.object).calls.find((one) => one.form === 'make' && isNamed(one, /^HttpClient$/));
  return made && inMaking(made, file, text, time);
}

/** `client.Timeout = …;` in front of `client.BaseAddress = …;`. */
function besideBase({ callee, span }: Call, file: Path, text: string, time: string): CallCare['timeoutFix'] {
  const client = callee.kind === 'member' ? text.slice(callee.object.span.start, callee.object.span.end) : '';
  const statement = statementAt(text, span.start);
  return statement === undefined || !PLAIN.test(client) ? undefined : linesBefore(file, statement, [`${client}.Timeout = ${time};`]);
}

/** `new HttpClient { Timeout = … }`. */
function inMaking({ span }: Call, file: Path, text: string, time: string): CallCare['timeoutFix'] {
  const written = text.slice(span.start, span.end);
  if (written.endsWith(')')) return replaced(file, { start: span.end, end: span.end }, ` { Timeout = ${time} }`);
  const head = INITIALISER.exec(written)?.[0];
  const at = span.start + (head?.length ?? 0);
  return head === undefined ? undefined : replaced(file, { start: at, end: at }, `Timeout = ${time}, `);
}
