import type { CallCare, CodeEdit, UseFact } from '../../../model/code-facts.js';
import type { Fact } from '../../../model/facts.js';
import type { Path, Span } from '../../../model/text.js';
import type { Call, Value } from '../../../syntax/outline/outline.js';
import type { Reader } from '../reader.js';
import { linesBefore, replaced, statementAt } from '../../../syntax/statements.js';

const FACTORY = 'org.springframework.http.client.SimpleClientHttpRequestFactory';
const DURATION = 'java.time.Duration';

/** Facts with what would give clients of Spring a time-out where this file makes them, with what every version of Spring has. */
export function withTimeoutFixes(facts: readonly Fact[], file: Path, reader: Reader, text: string): Fact[] {
  return facts.map((fact) => {
    if (fact.kind === 'client-bean' && fact.isPlain) {
      const [made] = reader.outline.functions.find(({ nameSpan }) => nameSpan.start === fact.site.span.start)?.returns ?? [];
      const timeoutFix = made && (fact.client === 'rest-template' ? restTemplate(made, file, reader, text) : fact.client === 'web-client' ? webClient(made, file, reader, text) : undefined);
      return timeoutFix === undefined ? fact : { ...fact, timeoutFix };
    }
    if (fact.kind !== 'use' || fact.client !== 'rest-template' || fact.care.timeout !== undefined) return fact;
    const made = madeFor(fact, reader);
    const timeoutFix = made && restTemplate(made, file, reader, text);
    return timeoutFix === undefined ? fact : { ...fact, care: { ...fact.care, timeoutFix } };
  });
}

/** The making of the client that a call is on. */
function madeFor({ site }: UseFact, reader: Reader): Call | undefined {
  const call = reader.outline.calls.find(({ nameSpan }) => nameSpan.end === site.span.end);
  return call?.callee.kind === 'member' ? reader.chain(call.callee.object).calls.find(({ form }) => form === 'make') : undefined;
}

/** A factory of requests with time-outs, in front of the statement that makes the client. */
function restTemplate(made: Value, file: Path, reader: Reader, text: string): CallCare['timeoutFix'] {
  if (made.kind !== 'call' || made.form !== 'make' || made.scope.function === undefined || !/^new\s+RestTemplate\(\s*\)$/.test(text.slice(made.span.start, made.span.end))) return undefined;
  const statement = text[made.span.end] === ';' ? statementAt(text, made.span.start) : undefined;
  const needed = importOf(FACTORY, file, reader, text);
  if (statement === undefined || needed === undefined || reader.outline.bindings.some(({ name }) => name === 'requests')) return undefined;
  const lines = ['SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();', 'requests.setConnectTimeout({ms});', 'requests.setReadTimeout({ms});'];
  return { ...linesBefore(file, statement, lines), also: [replaced(file, insideCall(made.span), 'requests'), ...needed] };
}

/** Before the parenthesis that ends a call. */
function insideCall({ end }: Span): Span {
  return { start: end - 1, end: end - 1 };
}

/** A filter around every request, behind `WebClient.builder()`. */
function webClient(made: Value, file: Path, reader: Reader, text: string): CallCare['timeoutFix'] {
  const builder = reader.chain(made).calls.find(({ callee }) => callee.kind === 'member' && callee.name === 'builder');
  const needed = importOf(DURATION, file, reader, text);
  if (builder === undefined || needed === undefined) return undefined;
  const at = builder.span.end;
  return { ...replaced(file, { start: at, end: at }, '.filter((request, next) -> next.exchange(request).timeout(Duration.ofMillis({ms})))'), ...(needed.length > 0 && { also: needed }) };
}

/** The import of a class behind the last one; none where it is there, and undefined where its name means something else. */
function importOf(path: string, file: Path, { outline: { imports } }: Reader, text: string): CodeEdit[] | undefined {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const same = imports.find((one) => one.name === name);
  if (same !== undefined) return same.path === path ? [] : undefined;
  const last = imports.at(-1);
  return last && [replaced(file, { start: last.span.end, end: last.span.end }, `${text.includes('\r\n') ? '\r\n' : '\n'}import ${path};`)];
}
