import { parseEvents } from 'js-yaml';
import type { Span } from '../model/text.js';
import { NOTHING } from './yaml-building.js';
import { treesFromEvents } from './yaml-events.js';
import { isBeyondRecovery, recoverTrees } from './yaml-recovery.js';
import { expandedSize } from './yaml-size.js';
import { withBracketMoved, withoutMistake } from './yaml-repair.js';
import type { YamlDocument } from './yaml-tree.js';

export * from './yaml-templates.js';
export * from './yaml-tree.js';

/** The documents of a YAML text, and what could not be read. */
export interface ParsedYaml {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly YamlProblem[];
}

export interface YamlProblem {
  readonly span: Span;
  readonly message: string;
}

/**
 * Parses YAML into light trees with offsets. Never throws: a text with mistakes gives what is readable, and problems.
 * Runs no constructors and expands no aliases.
 */
export function parseYaml(text: string): ParsedYaml {
  if (text.includes('\0')) return unreadable('it is a binary file');
  return withoutBombs(parseRepaired(text) ?? recover(text));
}

/** A million nodes is a file of some ten megabytes written out: no hand and no tool writes that. */
const MAX_EXPANDED = 1_000_000;

/** Drops documents whose aliases stand for more than anybody could have meant. */
function withoutBombs({ documents, problems }: ParsedYaml): ParsedYaml {
  const bombs = documents.filter(({ root }) => expandedSize(root) > MAX_EXPANDED);
  if (bombs.length === 0) return { documents, problems };
  const message = `its aliases stand for more than ${MAX_EXPANDED} values; this document was not used`;
  return { documents: documents.filter((document) => !bombs.includes(document)), problems: [...problems, ...bombs.map(({ span }) => ({ span, message }))] };
}

/** Whoever types makes one mistake at a time; after so many the text is broken in earnest. */
const MAX_MISTAKES = 4;

/** Each takes another pass of the parser. */
const MAX_BRACKETS = 50;

/** Undefined when repairs do not help, or leave nothing. */
function parseRepaired(text: string): ParsedYaml | undefined {
  const problems: YamlProblem[] = [];
  let brackets = 0;
  let readable = text;
  while (problems.length <= MAX_MISTAKES && brackets <= MAX_BRACKETS) {
    try {
      const documents = treesFromEvents(readable, parseEvents(readable, {}));
      return problems.length > 0 && documents.every(({ root }) => root === undefined) ? undefined : { documents, problems };
    } catch (error) {
      const moved = withBracketMoved(readable, error);
      const repair = moved === undefined ? withoutMistake(readable, error) : undefined;
      if (repair) problems.push({ span: repair.span, message: `not valid YAML: ${repair.reason}; the rest of the file was used` });
      else brackets++;
      const next = moved ?? repair?.text;
      if (next === undefined) return undefined;
      readable = next;
    }
  }
  return undefined;
}

/** The slow parser needs up to two seconds for so many characters when all of them are wrong. */
const MAX_RECOVERED = 100_000;

function recover(text: string): ParsedYaml {
  const readable = text.length <= MAX_RECOVERED ? text : text.slice(0, text.lastIndexOf('\n', MAX_RECOVERED) + 1);
  if (isBeyondRecovery(readable)) return unreadable('its brackets or its indentation have no end');
  try {
    const { documents, problems } = recoverTrees(readable);
    const rest = readable === text ? 'the rest of the file was used' : `only its first ${readable.length} characters were used`;
    return { documents, problems: problems.map(({ span, message }) => ({ span, message: `not valid YAML: ${message}; ${rest}` })) };
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
}

function unreadable(reason: string): ParsedYaml {
  return { documents: [], problems: [{ span: NOTHING, message: `not valid YAML: ${reason}; the file was not used` }] };
}
