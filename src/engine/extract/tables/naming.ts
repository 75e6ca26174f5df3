/** How mappers make a table's name of a class's. */

/** `OrderItem` and `orderItem` to `order_item`. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase();
}

const IRREGULAR: ReadonlyMap<string, string> = new Map([['person', 'people'], ['child', 'children'], ['man', 'men'], ['woman', 'women'], ['foot', 'feet'], ['mouse', 'mice'], ['datum', 'data']]);
const UNCOUNTED = /(?:^|_)(?:equipment|information|rice|money|species|series|fish|sheep|news|data|feedback|metadata)$/;

/** The plural of a lower-case noun, as Rails, Laravel, GORM, Mongoose and Sequelize form it. */
export function plural(noun: string): string {
  const last = noun.slice(noun.lastIndexOf('_') + 1);
  const irregular = IRREGULAR.get(last);
  if (irregular !== undefined) return noun.slice(0, noun.length - last.length) + irregular;
  if (UNCOUNTED.test(noun)) return noun;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** `OrderItem` to `order_items`. */
export function pluralSnake(name: string): string {
  return plural(snakeCase(name));
}
