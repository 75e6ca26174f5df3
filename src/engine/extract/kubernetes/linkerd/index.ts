import { linkerdAuthenticationFact, linkerdAuthorizationFact, serverAuthorizationFact, serverFact } from '../access/linkerd-authorization.js';
import type { ReaderEntry } from '../manifest.js';
import { serviceProfileFact } from './service-profile.js';

/** Resources of Linkerd. Its routes are those of the Gateway API; much else is said by annotations. */
export const LINKERD_READERS: readonly ReaderEntry[] = [
  ['linkerd.io/ServiceProfile', serviceProfileFact],
  ['policy.linkerd.io/Server', serverFact],
  ['policy.linkerd.io/ServerAuthorization', serverAuthorizationFact],
  ['policy.linkerd.io/AuthorizationPolicy', linkerdAuthorizationFact],
  ['policy.linkerd.io/MeshTLSAuthentication', linkerdAuthenticationFact],
];
