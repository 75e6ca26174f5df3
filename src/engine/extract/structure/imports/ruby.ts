import type { ImportFact } from '../../../model/code-facts.js';
import type { Path } from '../../../model/text.js';

/** Comments, strings and the names of declarations are stepped over; group 1 is a constant. */
const CONSTANT = /#[^\n]*|"(?:[^"\\\n]|\\.){0,1000}"|'(?:[^'\\\n]|\\.){0,1000}'|\b(?:class|module)[ \t]+[A-Z][\w:]*|(?<![\w.@:])(?:::)?([A-Z]\w*(?:::[A-Z]\w*)*)/g;

/** Constants of the language and of Rails, and those that only hold a value. */
const FOREIGN = /^(?:[A-Z][A-Z0-9_]*|String|Integer|Float|Array|Hash|Set|Symbol|Object|Class|Module|Struct|Time|Date|DateTime|File|Dir|Math|Kernel|Proc|Regexp|Range|Random|Process|Comparable|Enumerable|Rails|Active\w+|Action\w+|Application\w+|Arel|Rack|Logger|Set|SecureRandom|Nokogiri|Sidekiq|StandardError|ArgumentError|RuntimeError|\w+Error)$/;

/**
 * Which constants a Ruby file names, each once. Rails loads what a constant names from the file that is called like it, so that
 * no file says what it takes from others in any other way.
 */
export function readRubyConstants(path: Path, text: string): ImportFact[] {
  const seen = new Set<string>();
  const facts: ImportFact[] = [];
  for (const { 0: whole, 1: specifier, index } of text.matchAll(CONSTANT)) {
    if (specifier === undefined || seen.has(specifier) || FOREIGN.test(specifier)) continue;
    seen.add(specifier);
    const start = index + whole.length - specifier.length;
    facts.push({ kind: 'import', specifier, typeOnly: false, site: { path, span: { start, end: start + specifier.length } } });
  }
  return facts;
}
