import { parseYaml, type ParsedYaml } from './yaml.js';

const STRING_OR_COMMENT = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** Parses JSON as configuration files write it, with comments, trailing commas and a byte order mark: JSON is YAML, and offsets stay. */
export function parseJson(text: string): ParsedYaml {
  return parseYaml(text.replace(/^\uFEFF/, ' ').replace(STRING_OR_COMMENT, (match) => (match.startsWith('"') ? match : match.replace(/[^\r\n]/g, ' '))));
}
