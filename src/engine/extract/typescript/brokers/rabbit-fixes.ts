import { DEAD_LETTERS, FIX_PREFETCH, type CodeEdit } from '../../../model/code-facts.js';
import { linesBefore, statementAt } from '../../../syntax/statements.js';
import { ts } from '../../../syntax/typescript.js';
import type { LibraryCall } from '../library-call.js';
import { optionFix } from '../timeout-fix.js';

/** A channel or a name that may be written once more: it does nothing when it is read. */
const PLAIN = /^[A-Za-z_$][\w.$]{0,80}$/;

/** `await channel.prefetch(20);` in front of the statement that consumes. */
export function limitFor({ path, node }: LibraryCall): CodeEdit | undefined {
  const { text } = node.getSourceFile();
  const channel = channelOf(node);
  const statement = statementAt(text, node.getStart());
  if (channel === undefined || statement === undefined) return undefined;
  return linesBefore(path, statement, [`${statement.isAwaited ? 'await ' : ''}${channel}.prefetch(${FIX_PREFETCH})${endOf(text, node)}`]);
}

/** A queue for what is refused, declared like the queue itself, and the options that send it there. */
export function deadLettersFor({ path, node }: LibraryCall): CodeEdit[] | undefined {
  const { text } = node.getSourceFile();
  const [name] = node.arguments ?? [];
  const statement = statementAt(text, node.getStart());
  const deadLetters = name && deadLettersOf(name);
  if (name === undefined || deadLetters === undefined || statement === undefined || channelOf(node) === undefined) return undefined;
  const options = optionFix(path, node, 1, `deadLetterExchange: '', deadLetterRoutingKey: ${deadLetters}`);
  if (options === undefined) return undefined;
  const declaration = text.slice(node.getStart(), name.getStart()) + deadLetters + text.slice(name.getEnd(), node.getEnd());
  return [linesBefore(path, statement, [`${statement.isAwaited ? 'await ' : ''}${declaration}${endOf(text, node)}`]), options];
}

function deadLettersOf(name: ts.Node): string | undefined {
  const written = name.getText();
  if (ts.isStringLiteral(name)) return `${written.slice(0, -1)}${DEAD_LETTERS}${written.slice(-1)}`;
  return PLAIN.test(written) ? `\`\${${written}}${DEAD_LETTERS}\`` : undefined;
}

function channelOf({ expression }: ts.CallExpression | ts.NewExpression): string | undefined {
  const written = ts.isPropertyAccessExpression(expression) ? expression.expression.getText() : '';
  return PLAIN.test(written) ? written : undefined;
}

/** Whether statements end in a semicolon here. */
function endOf(text: string, node: ts.Node): string {
  return text[node.getEnd()] === ';' ? ';' : '';
}
