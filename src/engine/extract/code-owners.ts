import type { CodeOwnerFact } from '../model/policy-facts.js';
import type { Extractor } from '../model/facts.js';
import type { Path } from '../model/text.js';

/** More lines than this no repository has. */
const MAX_LINES = 5000;

/** Reads who owns which files: `CODEOWNERS` of GitHub and GitLab. */
export const codeOwnersExtractor: Extractor = {
  id: 'code-owners',
  coverage: {
    title: 'Code owners',
    readings: [
      { technology: 'GitHub', reads: '`CODEOWNERS` at the top, in `.github` or in `docs`: patterns and owners', yields: 'code-owner' },
      { technology: 'GitLab', reads: 'as GitHub’s; owners of a section hold for its lines without any', yields: 'code-owner' },
    ],
    notRead: ['patterns for kinds of files'],
  },
  version: 1,
  accepts: (path) => /^(?:(?:\.github|\.gitlab|docs)\/)?CODEOWNERS$/.test(path),
  mayMatch: (text) => text.includes('@'),
  extract: (path, text) => ({ facts: ownersIn(path, text), problems: [] }),
};

function ownersIn(path: Path, text: string): CodeOwnerFact[] {
  const facts: CodeOwnerFact[] = [];
  let at = 0;
  let ofSection: readonly string[] = [];
  for (const line of text.split('\n').slice(0, MAX_LINES)) {
    const section = /^\^?\[[^\]]*\](?:\[\d+\])?(.*)$/.exec(line.trim());
    const [pattern, ...owners] = line.replace(/(?:^|\s)#.*$/, '').trim().split(/\s+/);
    if (section !== null) ofSection = (section[1] ?? '').trim().split(/\s+/).filter((owner) => owner !== '');
    else if (pattern !== undefined && pattern !== '') {
      const start = at + line.indexOf(pattern);
      facts.push({ kind: 'code-owner', pattern, owners: owners.length > 0 ? owners : ofSection, site: { path, span: { start, end: start + pattern.length } } });
    }
    at += line.length + 1;
  }
  return facts;
}
