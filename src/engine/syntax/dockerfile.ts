import type { Span } from '../model/text.js';

/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In upper case. */
  readonly keyword: string;
  /** Line continuations and comments between them are blanks, so offsets are those of the file, from `span.start`. */
  readonly args: string;
  /** Of the arguments. */
  readonly span: Span;
}

/** A word of some arguments, without its quotes. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

const HEREDOC = /<<-?["']?([A-Za-z_]\w*)["']?/g;

/** After so many here-documents that nothing closes, no more are looked for: each costs a search through the rest of the file. */
const MAX_UNCLOSED = 8;

/** The instructions of a Dockerfile; bodies of here-documents are left out. Lines that are no instruction are skipped. */
export function instructionsOf(text: string): Instruction[] {
  const escape = /^[ \t]*#[ \t]*escape[ \t]*=[ \t]*`/im.test(text.slice(0, 500)) ? '`' : '\\';
  const instructions: Instruction[] = [];
  let unclosed = 0;
  let at = 0;
  while (at < text.length) {
    const { joined, end } = logicalLine(text, at, escape);
    const instruction = instructionOf(joined, at);
    if (instruction !== undefined) instructions.push(instruction);
    at = end;
    for (const name of unclosed < MAX_UNCLOSED ? heredocsOf(instruction) : []) {
      const behind = behindHeredoc(text, name, at);
      // A here-document that is not closed yet must not hide the rest of the file.
      if (behind === undefined) unclosed++;
      at = behind ?? at;
    }
  }
  return instructions;
}

function instructionOf(line: string, start: number): Instruction | undefined {
  const [head, keyword] = /^\s*([A-Za-z]+)(?:[ \t]+|$)/.exec(line) ?? [];
  if (head === undefined || keyword === undefined) return undefined;
  const args = line.slice(head.length).trimEnd();
  const from = start + head.length;
  return { keyword: keyword.toUpperCase(), args, span: { start: from, end: from + args.length } };
}

/** Names of the here-documents that an instruction opens. */
function heredocsOf(instruction: Instruction | undefined): string[] {
  if (instruction === undefined || !['RUN', 'COPY', 'ADD'].includes(instruction.keyword)) return [];
  return [...instruction.args.matchAll(HEREDOC)].map((match) => match[1] ?? '');
}

function behindHeredoc(text: string, name: string, from: number): number | undefined {
  const terminator = new RegExp(`^\\t*${name}[ \\t\\r]*$`, 'gm');
  terminator.lastIndex = from;
  const found = terminator.exec(text);
  if (found === null) return undefined;
  const newline = text.indexOf('\n', found.index);
  return newline < 0 ? text.length : newline + 1;
}

/** The line at an offset with its continuations, which become blanks of equal length; `end` is the start of the next line. */
function logicalLine(text: string, start: number, escape: string): { joined: string; end: number } {
  const pieces: string[] = [];
  let at = start;
  let continued = true;
  while (continued && at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, end);
    const body = line.trimEnd();
    const isComment = body.trimStart().startsWith('#');
    // Comments and empty lines do not end a continuation.
    const isSkipped = isComment || (pieces.length > 0 && body === '');
    continued = isSkipped ? pieces.length > 0 : body.endsWith(escape);
    const kept = isSkipped ? '' : continued ? body.slice(0, -1) : body;
    pieces.push(kept.padEnd(line.length));
    at = end;
  }
  return { joined: pieces.join(''), end: at };
}

/** The flags in front of the arguments, `--from=build`, and the instruction without them; its span stays that of the whole. */
export function splitFlags(instruction: Instruction): { readonly flags: string; readonly rest: Instruction } {
  const [flags = ''] = /^(?:--\S+\s+)*/.exec(instruction.args) ?? [];
  return { flags, rest: { ...instruction, args: instruction.args.slice(flags.length) } };
}

/** The words of an instruction; those of the JSON form when the arguments are a JSON list. */
export function wordsOf({ args, span }: Instruction): Word[] {
  const list = jsonWords(args);
  if (list !== undefined) return list.map((text) => ({ text, span }));
  return shellWords(args).map(({ start, end }) => ({
    text: withoutQuotes(args.slice(start, end)),
    span: { start: span.start + start, end: span.start + end },
  }));
}

/** Splits at blanks outside of quotes; a quote that is not closed reaches to the end. */
function shellWords(args: string): Span[] {
  const words: Span[] = [];
  let start: number | undefined;
  let quote = '';
  for (let at = 0; at < args.length; at++) {
    const character = args.charAt(at);
    if (quote === '' && /\s/.test(character)) {
      if (start !== undefined) words.push({ start, end: at });
      start = undefined;
      continue;
    }
    start ??= at;
    if (character === '\\' && quote !== "'") at++;
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
  }
  if (start !== undefined) words.push({ start, end: args.length });
  return words;
}

/** The text between two equal quotes around the whole text; any other text as it is. */
export function withoutQuotes(text: string): string {
  const quote = text.charAt(0);
  const isQuoted = text.length >= 2 && (quote === '"' || quote === "'") && text.endsWith(quote);
  return isQuoted ? text.slice(1, -1) : text;
}

function jsonWords(args: string): string[] | undefined {
  if (!args.trimStart().startsWith('[')) return undefined;
  try {
    const parsed: unknown = JSON.parse(args);
    return Array.isArray(parsed) ? parsed.filter((item) => typeof item === 'string') : undefined;
  } catch {
    // The shell form, says Docker too.
    return undefined;
  }
}
