import type { CallCare } from '../../model/code-facts.js';
import type { Path, Slot } from '../../model/text.js';
import { ts } from '../../syntax/typescript.js';
import { isInlineFunction } from './syntax-shapes.js';
import type { Call } from './origin.js';

type TimeoutFix = NonNullable<CallCare['timeoutFix']>;

/** The edit that gives a call one more option; undefined when the form of the call does not allow a small and certain one. */
export function optionFix(path: Path, call: Call, index: number, entry: string): TimeoutFix | undefined {
  const values = call.arguments;
  if (values === undefined || values.some(ts.isSpreadElement)) return undefined;
  const options = values[index];
  if (options !== undefined && ts.isObjectLiteralExpression(options)) return entryFix(path, options, entry);
  // A callback may follow the options: they go in front of it.
  if (options !== undefined && !isInlineFunction(options)) return undefined;
  const previous = values[index - 1];
  if (previous !== undefined && index > 0) return { slot: textSlot(path, previous.getEnd(), ', ', ''), item: `{ ${entry} }` };
  const last = values.at(-1);
  // A body that is left out stands before the options.
  if (index === 2 && values.length === 1 && last) return { slot: textSlot(path, last.getEnd(), ', undefined, ', ''), item: `{ ${entry} }` };
  return undefined;
}

/** The edit that adds an entry to an object literal, on a line of its own when the others have theirs. */
export function entryFix(path: Path, object: ts.ObjectLiteralExpression, entry: string): TimeoutFix | undefined {
  const last = object.properties.at(-1);
  if (last === undefined) {
    const isEmpty = object.getText().replace(/\s/g, '') === '{}';
    const site = { path, span: { start: object.getStart(), end: object.getEnd() } };
    return isEmpty ? { slot: { site, layout: { style: 'text' }, before: '{ ', after: ' }' }, item: entry } : undefined;
  }
  return { slot: textSlot(path, last.getEnd(), `,${separatorBefore(last)}`, ''), item: entry };
}

/** The edit that continues a chain of calls. */
export function chainFix(path: Path, call: Call, item: string): TimeoutFix {
  return { slot: textSlot(path, call.getEnd(), '', ''), item };
}

function textSlot(path: Path, at: number, before: string, after: string): Slot {
  return { site: { path, span: { start: at, end: at } }, layout: { style: 'text' }, before, after };
}

/** Space before an entry as it is written: a line break and indentation, or one blank. */
function separatorBefore(node: ts.Node): string {
  const text = node.getSourceFile().text;
  const lineStart = Math.max(text.lastIndexOf('\n', node.getStart() - 1), 0);
  const indent = text.slice(lineStart, node.getStart());
  if (indent.trim() !== '' || !indent.startsWith('\n')) return ' ';
  return text[lineStart - 1] === '\r' ? `\r${indent}` : indent;
}
