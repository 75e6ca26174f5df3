import { CompletionItemKind, type CompletionItem, type Position } from 'vscode-languageserver/node';
import { rules, type Analysis } from '../../engine/index.js';

/** The files that completion is offered in. */
export const POLICY_PATTERN = '**/coupling.policy.{yaml,yml}';

const SECTIONS: Readonly<Record<string, string>> = {
  services: 'What is known of each service: owner, subdomain, slo, objective',
  forbidden: 'Relations that must not exist',
  required: 'What relations must pass: mesh, broker, gateway or contract',
  asyncOnly: 'Pairs that may talk by events and messages only',
  exceptions: 'Findings that are accepted, with reason and end',
};

/** Longest part of a line that is looked at. */
const MAX_LINE = 500;

/** What may stand at a position of the policy file: a section, a service, the id of a rule, or an element. */
export function policyCompletion(text: string, { line, character }: Position, { graph }: Analysis): CompletionItem[] {
  const lines = text.split('\n', line + 1);
  const before = (lines[line] ?? '').slice(0, Math.min(character, MAX_LINE));
  if (/^\w*$/.test(before)) return Object.entries(SECTIONS).map(([label, detail]) => ({ label, detail, kind: CompletionItemKind.Property, insertText: `${label}:` }));
  if (/\brule:\s*[\w-]*$/.test(before)) return rules.map(({ id, title }) => ({ label: id, detail: title, kind: CompletionItemKind.EnumMember }));
  const elements = [...graph.elements.values()];
  if (sectionOf(lines.slice(0, line)) === 'services') {
    const isName = /^ {1,8}[\w-]*$/.test(before);
    return isName ? elements.filter(({ kind }) => kind === 'service').map(({ name }) => ({ label: name, kind: CompletionItemKind.Property, insertText: `${name}:` })) : [];
  }
  return /\b(?:from|to|name|elements):[^:{}]*$/.test(before) ? elements.map(({ name, kind }) => ({ label: name, detail: kind, kind: CompletionItemKind.Value })) : [];
}

function sectionOf(lines: readonly string[]): string | undefined {
  return [...lines].reverse().map((line) => /^(\w{1,20}):/.exec(line)?.[1]).find((section) => section !== undefined);
}
