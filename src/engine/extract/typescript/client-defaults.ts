import type { ClientDefaultFact } from '../../model/code-facts.js';
import type { Path } from '../../model/text.js';
import { numberSetting, siteOf } from './options.js';
import type { Reader } from './reader.js';

/** `axios.defaults.timeout = 5000` on the library itself: it holds for files that never mention it. */
export function clientDefaultsIn(path: Path, reader: Reader): ClientDefaultFact[] {
  return (reader.declarations.memberAssignments.get('timeout') ?? []).flatMap(({ object, value }): ClientDefaultFact[] => {
    const chain = reader.chain(object);
    if (chain?.module === undefined || chain.names.at(-1) !== 'defaults' || chain.calls.length > 0) return [];
    return [{ kind: 'client-default', client: chain.module, care: { timeout: numberSetting(path, { node: value, reader }) }, site: siteOf(path, value) }];
  });
}
