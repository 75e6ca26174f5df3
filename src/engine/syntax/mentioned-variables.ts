import type { SwitchedBlock, VariableNamesFact } from '../model/code-facts.js';
import type { Path } from '../model/text.js';
import { variableNamesIn } from './variable-names.js';
import { switchedBlocks } from './variable-switches.js';

/** The names of environment variables that a source file mentions, apart where a variable switches its code on. */
export function mentionedVariables(path: Path, text: string): VariableNamesFact[] {
  const mentioned = variableNamesIn(text);
  if (mentioned.length === 0) return [];
  const blocks = switchedBlocks(text, path.endsWith('.py'));
  const namesOfBlocks = new Map<SwitchedBlock | undefined, Set<string>>();
  for (const { name, at } of mentioned) {
    const block = innermost(blocks, at);
    namesOfBlocks.set(block, (namesOfBlocks.get(block) ?? new Set()).add(name));
  }
  const namesOf = (block?: SwitchedBlock): string[] => [...(namesOfBlocks.get(block) ?? [])];
  const switched = blocks.map((block) => ({ ...block, names: namesOf(block) }));
  return [{ kind: 'variable-names', names: namesOf(), ...(switched.length > 0 && { switched }), site: { path, span: { start: 0, end: 0 } } }];
}

/** Blocks lie inside each other or apart: the one around a place that starts last. */
function innermost(blocks: readonly SwitchedBlock[], at: number): SwitchedBlock | undefined {
  return blocks.reduce<SwitchedBlock | undefined>((best, block) => (block.span.start <= at && at < block.span.end && (best === undefined || block.span.start > best.span.start) ? block : best), undefined);
}
