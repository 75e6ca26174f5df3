/** Where a document of a YAML file starts; nothing inside of one can look like it. */
const START = /^(?=---(?:[ \t\r\n]|$))/m;

/** The kind of a whole object, as nearly everybody writes it. */
const KIND = /^kind:[ \t]*([A-Za-z]\w*)[ \t]*$/gm;

/**
 * A text with the documents blanked that hold objects of other kinds only: definitions of custom resources and dashboards
 * are long, and would be parsed for nothing. Offsets stay; a document whose kind is not clear stays, too.
 */
export function withoutForeignDocuments(text: string, kinds: ReadonlySet<string>): string {
  return text.split(START).map((document) => (isForeign(document, kinds) ? blanked(document) : document)).join('');
}

function isForeign(document: string, kinds: ReadonlySet<string>): boolean {
  const found = [...document.matchAll(KIND)].map(([, kind = '']) => kind);
  return found.length > 0 && found.every((kind) => !kinds.has(kind) && !kind.endsWith('List'));
}

/** The marker stays: without it, blanks would join a text that ends the document before. */
function blanked(document: string): string {
  const start = document.startsWith('---') ? 3 : 0;
  return document.slice(0, start) + document.slice(start).replace(/[^\r\n]/g, ' ');
}
