import { fileURLToPath } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { addException, type AcceptedFinding, type Path } from '../../engine/index.js';
import type { AcceptResult } from '../../protocol/server-messages.js';
import { readText } from '../node/read.js';
import type { OpenDocuments } from './documents.js';
import type { Folders } from './folders.js';

/** Name of the policy file, which stands at the top of a workspace folder where there is none yet. */
const POLICY_FILE = 'coupling.policy.yaml';
const POLICY_PATH = /(?:^|\/)coupling\.policy\.ya?ml$/;

/** What finding the policy file needs. */
interface PolicyContext {
  /** All files that were read. */
  readonly paths: Iterable<Path>;
  readonly folders: Folders;
  readonly documents: OpenDocuments;
}

/** Where an exception for a finding in a file goes: into the policy file that is nearest above it. */
export function policyInsertion(path: Path, accepted: AcceptedFinding, { paths, folders, documents }: PolicyContext): AcceptResult {
  const policy = nearestPolicy(path, paths) ?? `${folders.all.find(({ prefix }) => path.startsWith(prefix))?.prefix ?? ''}${POLICY_FILE}`;
  const uri = folders.uriOf(policy);
  const text = uri === undefined ? undefined : textOf(policy, uri, documents);
  const edit = text === undefined ? undefined : addException(text, accepted);
  if (uri === undefined || text === undefined || edit === undefined) return { problem: `${policy} has no place for one more exception` };
  return { uri, ...TextDocument.create(uri, 'yaml', 0, text).positionAt(edit.span.start), newText: edit.newText };
}

function nearestPolicy(path: Path, paths: Iterable<Path>): Path | undefined {
  const above = [...paths].filter((other) => POLICY_PATH.test(other) && path.startsWith(other.slice(0, other.lastIndexOf('/') + 1)));
  return above.reduce<Path | undefined>((nearest, other) => (nearest === undefined || other.length > nearest.length ? other : nearest), undefined);
}

/** As it is in the editor, else on disk; empty for a file that is not there, undefined for one that cannot be read. */
function textOf(path: Path, uri: string, documents: OpenDocuments): string | undefined {
  const open = documents.get(path);
  if (open !== undefined) return open.getText();
  const read = readText(fileURLToPath(uri));
  if (read.kind === 'text') return read.text;
  return read.kind === 'absent' ? '' : undefined;
}
