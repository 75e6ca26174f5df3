import type { LoggingFact } from '../../model/deployment-facts.js';
import type { Slot } from '../../model/text.js';
import { get, pairsOf, textOf, type YamlMap, type YamlNode } from '../../syntax/yaml.js';
import { childMappingSlot, sharedMappingSlot } from '../../syntax/yaml-slots.js';
import { composeSetting, type Source } from './source.js';

/** `logging`; undefined without a driver, for then the daemon of the machine decides. */
export function loggingOf(source: Source, service: YamlNode): LoggingFact | undefined {
  const logging = get(service, 'logging');
  const driver = composeSetting(source, get(logging, 'driver'), textOf);
  if (driver === undefined || logging?.kind !== 'map') return undefined;
  const options = pairsOf(get(logging, 'options')).flatMap(({ key, value }) => {
    const setting = composeSetting(source, value, textOf);
    return setting === undefined ? [] : [[key.text, setting] as const];
  });
  const optionsMissing = !pairsOf(logging).some(({ key }) => key.text === 'options');
  // One block for many services is the usual way to write it: what is wrong with it is wrong for all of them.
  const optionsFix = optionsMissing ? sharedMappingSlot(source.path, source.text, logging) : optionsSlot(source, logging);
  return { driver, options: Object.fromEntries(options), optionsMissing, ...(optionsFix && { optionsFix }) };
}

function optionsSlot({ path, text }: Source, logging: YamlMap): Slot | undefined {
  const options = get(logging, 'options');
  return options === undefined ? childMappingSlot(path, text, logging, 'options') : sharedMappingSlot(path, text, options);
}
