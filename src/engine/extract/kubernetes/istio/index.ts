import { authorizationPolicyFact } from '../access/istio-authorization.js';
import type { ReaderEntry } from '../manifest.js';
import { trafficPolicyFact } from './destination-rule.js';
import { proxyExtensionFact } from './envoy-filter.js';
import { meshGatewayFact, operatorFact, serviceEntryFact, sidecarFact, telemetryFact } from './reach.js';
import { peerAuthenticationFact } from './security.js';
import { trafficRouteFact } from './virtual-service.js';

/** Resources of Istio. */
export const ISTIO_READERS: readonly ReaderEntry[] = [
  ['networking.istio.io/VirtualService', trafficRouteFact],
  ['networking.istio.io/DestinationRule', trafficPolicyFact],
  ['networking.istio.io/ServiceEntry', serviceEntryFact],
  ['networking.istio.io/Gateway', meshGatewayFact],
  ['networking.istio.io/Sidecar', sidecarFact],
  ['networking.istio.io/EnvoyFilter', proxyExtensionFact],
  ['security.istio.io/PeerAuthentication', peerAuthenticationFact],
  ['security.istio.io/AuthorizationPolicy', authorizationPolicyFact],
  ['telemetry.istio.io/Telemetry', telemetryFact],
  ['install.istio.io/IstioOperator', operatorFact],
];
