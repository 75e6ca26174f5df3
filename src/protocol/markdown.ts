/** A text of a workspace for Markdown: nothing in it is markup, HTML or a link, and no line break ends a row. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~|<>&:@]/g, '\\$&').replace(/\s+/g, ' ');
}
