import type { PassedFact } from '../../model/code-facts.js';
import type { Expression } from '../../model/expression.js';
import type { Path } from '../../model/text.js';
import type { Call } from '../../syntax/outline/outline.js';
import { textOrList } from './calls.js';
import type { Reader } from './reader.js';
import { isUnknown } from './text.js';
import { throughCallers } from './uses.js';

/** Calls kept per file, arguments looked at per call. */
const MAX_CALLS = 100;
const MAX_ARGUMENTS = 6;

/** What wrappers around clients are called: names of services, queues and topics are worth keeping only for these. */
const WRAPPER = /dial|conn|client|publish|emit|send|produc|dispatch|queue|subscri|consum|listen|request|call|invoke|rpc|gateway|broker|(?:^|\.)(?:New\w*|Open\w*|get|post|put|patch|delete)$/i;

const ADDRESS = /:\/\/|^[\w.-]+:\d{2,5}\b|@tcp\(|\bhost=/;

/** A name of a service or channel. */
const NAME = /^[A-Za-z][\w.:/-]{1,80}$/;

/** What a file passes to functions of other files that may wrap a client. */
export function passedIn(file: Path, reader: Reader): PassedFact[] {
  const passed: PassedFact[] = [];
  for (const call of reader.outline.calls) {
    if (passed.length >= MAX_CALLS) break;
    if (call.form === 'index' || call.arguments.length === 0) continue;
    const called = calledElsewhere(call, reader);
    if (called === undefined) continue;
    const read = (inside: Reader): PassedFact['values'][] => [valuesOf(call, inside, WRAPPER.test(called.name))];
    for (const values of throughCallers(reader, read, isAllKnown)) {
      if (values.length > 0) passed.push({ kind: 'passed', ...called, values, site: { path: file, span: call.nameSpan } });
    }
  }
  return passed;
}

/** A function of another file by what holds it and its name there: `orders.Client().get` is `Client.get` of `orders`. */
function calledElsewhere({ callee }: Call, reader: Reader): Pick<PassedFact, 'specifier' | 'name'> | undefined {
  const [, head = '', rest = ''] = /^([\w./@-]+)((?:\(\)|\.\w+)*)$/.exec(reader.chain(callee).path) ?? [];
  const dot = head.lastIndexOf('.');
  const name = head.slice(dot + 1) + rest.replaceAll('()', '');
  if (name === '') return undefined;
  const specifier = dot > head.lastIndexOf('/') ? head.slice(0, dot) : reader.dialect.unqualified;
  const isHere = specifier === reader.dialect.unqualified && (callee.kind !== 'name' || reader.declares(head));
  return specifier === undefined || isHere || reader.dialect.standard?.test(specifier) === true ? undefined : { specifier, name };
}

function valuesOf(call: Call, reader: Reader, isWrapper: boolean): PassedFact['values'] {
  return call.arguments.slice(0, MAX_ARGUMENTS).flatMap(({ name, value }, index) => {
    if (value.kind === 'number' || value.kind === 'boolean' || value.kind === 'function') return [];
    const parts = textOrList(value, reader)?.parts ?? [];
    return isWorthKeeping(parts, isWrapper) ? [{ index, path: '', ...(name !== undefined && { parameter: name }), value: parts }] : [];
  });
}

/** What may be an address, and what is set from outside; names only where they are likely to be meant so. */
function isWorthKeeping(parts: Expression, isWrapper: boolean): boolean {
  if (isUnknown({ parts })) return false;
  return parts.some((part) => (typeof part === 'string' ? ADDRESS.test(part) || (isWrapper && parts.length === 1 && NAME.test(part)) : part.hole !== 'unknown'));
}

function isAllKnown(values: PassedFact['values']): boolean {
  return values.length > 0 && values.every(({ value }) => value.every((part) => typeof part === 'string' || part.hole !== 'argument'));
}
