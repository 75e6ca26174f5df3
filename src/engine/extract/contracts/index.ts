import type { Extraction, Extractor } from '../../model/facts.js';
import type { ContractFact } from '../../model/contract-facts.js';
import type { Path } from '../../model/text.js';
import { CONTRACTS } from './coverage.js';
import { BUILD_FILES, generatorReaderOf } from './generators.js';
import { readGraphql } from './graphql.js';
import { readApiDescription } from './openapi.js';
import { readProto } from './proto.js';
import { readAvro, readJsonSchema, readPact } from './schemas.js';

type Read = (path: Path, text: string) => ContractFact | undefined;

/** Descriptions of APIs have no ending of their own; a YAML file is known by its first key. */
const YAML = /\.ya?ml$/;
const API_JSON = /(?:^|\/)[^/]*(?:openapi|swagger|asyncapi|api-?docs?|[._-]api|[._-]spec)[^/]*\.json$|(?:^|\/)(?:openapi|swagger|asyncapi|api-?specs?|apis?)\/(?:[^/]+\/)*[^/]+\.json$/i;
const API_KEY = /^\s*\{?\s*["']?(?:openapi|swagger|asyncapi)["']?\s*:/m;
/** Schemas of configuration are not shared with anybody. */
const SCHEMA_JSON = /(?:^|\/)[^/]*(?:event|message|command)[^/]*\.schema\.json$|(?:^|\/)(?:events?|schemas?|messages?|contracts?)\/(?:[^/]+\/)*(?!values\.schema\.)[^/]+\.json$/i;
const PACT = /(?:^|\/)pacts?\/(?:[^/]+\/)*[^/]+\.json$/i;
const OWN_ENDING = /\.(?:proto|graphqls?|gql|avsc)$/;

/** All of them in one, because every path of the workspace is asked. */
const ACCEPTED = new RegExp([OWN_ENDING, YAML, API_JSON, SCHEMA_JSON, PACT, ...BUILD_FILES].map(({ source }) => source).join('|'), 'i');

/** Interfaces agreed in files, and what generates code from them. */
export const contractExtractor: Extractor = {
  id: 'contracts',
  coverage: CONTRACTS,
  version: 2,
  accepts: (path) => ACCEPTED.test(path),
  mayMatch: () => true,
  extract(path, text): Extraction {
    const found = definitionReaderOf(path, text)?.(path, text);
    const uses = generatorReaderOf(path)?.(path, text) ?? [];
    return { facts: [...(found === undefined ? [] : [found]), ...uses], problems: [] };
  },
};

function definitionReaderOf(path: Path, text: string): Read | undefined {
  if (path.endsWith('.proto')) return readProto;
  if (path.endsWith('.avsc')) return readAvro;
  if (/\.(?:graphqls?|gql)$/.test(path)) return readGraphql;
  if (PACT.test(path)) return readPact;
  if ((YAML.test(path) || API_JSON.test(path)) && API_KEY.test(text)) return readApiDescription;
  return SCHEMA_JSON.test(path) && text.includes('"$schema"') ? readJsonSchema : undefined;
}
