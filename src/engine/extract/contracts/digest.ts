/** Comments of `.proto` and `.graphql` files, texts kept apart; white space; options that only steer generators. */
const NOISE = /("(?:[^"\\\n]|\\.)*")|(?<!:)\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?:^|\n)[ \t]*#[^\n]*|(?:^|\n)[ \t]*option (?:go|java|csharp|php|ruby|objc|swift|cc)_\w+[^;\n]*;|\s+/g;

/** 32-bit FNV-1a, twice with different starts: enough to tell the few files of one name apart. */
const FNV_PRIME = 0x01000193;
const STARTS = [0x811c9dc5, 0x1234abcd];

/** A short text that is the same for texts which say the same. Not for security. */
export function digestOf(text: string): string {
  const meant = text.replace(NOISE, (_, quoted: string | undefined) => quoted ?? '');
  return STARTS.map((start) => hash(meant, start).toString(16)).join('');
}

function hash(text: string, start: number): number {
  let value = start;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), FNV_PRIME);
  return value >>> 0;
}
