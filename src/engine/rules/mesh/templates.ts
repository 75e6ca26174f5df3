/** Whether a text is as the cluster will see it, and no template makes a part of it. */
export function isKnownText(text: string): boolean {
  return !/\{\{|\$\{|<%|\$\(/.test(text);
}
