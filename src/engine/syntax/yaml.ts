import { parseEvents } from 'js-yaml';
import type { Span } from '../model/text.js';
import { NOTHING } from './yaml-building.js';
import { treesFromEvents } from './yaml-events.js';
import { isBeyondRecovery, recoverTrees } from './yaml-recovery.js';
import type { YamlDocument } from './yaml-tree.js';

export * from './yaml-templates.js';
export * from './yaml-tree.js';

/** The documents of a YAML text, and what could not be read. */
export interface ParsedYaml {
  readonly documents: readonly YamlDocument[];
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
}

/**
 * Parses YAML into light trees with offsets. Never throws: a text with mistakes gives what is readable, and problems.
 * Runs no constructors and expands no aliases.
 */
export function parseYaml(text: string): ParsedYaml {
  if (text.includes('\0')) return unreadable('it is a binary file');
  try {
    return { documents: treesFromEvents(text, parseEvents(text, {})), problems: [] };
  } catch {
    return recover(text);
  }
}

function recover(text: string): ParsedYaml {
  if (isBeyondRecovery(text)) return unreadable('its brackets or its indentation have no end');
  try {
    const { documents, problems } = recoverTrees(text);
    const messages = problems.map(({ span, message }) => ({ span, message: `not valid YAML: ${message}; the rest of the file was used` }));
    return { documents, problems: messages };
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  }
}

function unreadable(reason: string): ParsedYaml {
  return { documents: [], problems: [{ span: NOTHING, message: `not valid YAML: ${reason}; the file was not used` }] };
}
