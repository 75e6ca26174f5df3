import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { kubernetesExtractor } from '../../src/engine/extract/kubernetes/index.js';
import type { Extraction, Fact } from '../../src/engine/model/facts.js';

function extract(text: string): Extraction {
  return kubernetesExtractor.extract('a.yaml', text);
}

/** One object of each kind, with every field that is read. */
const COMPLETE = `apiVersion: apps/v1
kind: Deployment
metadata: { name: a, namespace: n }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: a }, annotations: { b: c } }
    spec:
      hostNetwork: false
      volumes: [{ name: v, persistentVolumeClaim: { claimName: c } }, { name: h, hostPath: { path: /p } }]
      containers:
        - name: c
          image: i
          command: [run]
          args: [x]
          env: [{ name: A, value: b }, { name: B, valueFrom: { configMapKeyRef: { name: m, key: k } } }]
          envFrom: [{ configMapRef: { name: m } }]
          ports: [{ containerPort: 80, hostPort: 80 }]
          volumeMounts: [{ name: v, mountPath: /v, readOnly: false, subPath: s }]
          livenessProbe: {}
---
apiVersion: v1
kind: Service
metadata: { name: a }
spec: { type: ClusterIP, selector: { app: a }, ports: [{ port: 80, targetPort: 80 }], clusterIP: None, externalName: e }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: a }
spec: { rules: [{ host: h, http: { paths: [{ path: /, backend: { service: { name: s } } }] } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: a }
spec: { scaleTargetRef: { kind: Deployment, name: a }, minReplicas: 1, maxReplicas: 2 }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: a }
data: { k: v }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: a }
spec: { hosts: [a], gateways: [g], http: [{ route: [{ destination: { host: a, subset: s, port: { number: 80 } } }], timeout: 1s, retries: { attempts: 1 } }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: a }
spec:
  host: a
  trafficPolicy: { connectionPool: { tcp: { maxConnections: 1 } }, outlierDetection: { maxEjectionPercent: 1 }, tls: { mode: SIMPLE }, portLevelSettings: [{ port: { number: 80 } }] }
  subsets: [{ name: s, labels: { v: w }, trafficPolicy: { tls: { mode: SIMPLE } } }]
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: a }
spec: { selector: { matchLabels: { app: a } }, mtls: { mode: STRICT }, portLevelMtls: { 80: { mode: DISABLE } } }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: a }
spec: { selector: { matchLabels: { app: a } }, action: DENY, rules: [{ from: [{ source: { principals: [p], namespaces: [n] } }] }] }
`;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const WRONG: Json[] = [null, true, -1, 'text', '', '{{ .x }}', [], {}, [null, [1], { name: 'x' }], { a: ['b'] }];

/** All copies of a value in which one part, however deep, is something else. */
function* spoilt(value: Json): Generator<Json> {
  yield* WRONG;
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) for (const other of spoilt(item)) yield [...value.slice(0, at), other, ...value.slice(at + 1)];
  } else if (value !== null && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) for (const other of spoilt(item)) yield { ...value, [key]: other };
  }
}

test('every value may be of any type', () => {
  for (const document of parseAllDocuments(COMPLETE)) {
    // JSON is YAML.
    for (const object of spoilt(document.toJS() as Json)) expect(() => extract(JSON.stringify(object))).not.toThrow();
  }
});

test('wrong types in a valid text make no facts up', () => {
  const { facts } = extract(`apiVersion: apps/v1
kind: Deployment
metadata: { name: a, namespace: [n] }
spec:
  replicas: many
  template:
    metadata: { labels: [x], annotations: text }
    spec:
      volumes: { a: b }
      containers: [text, 1, ~, { image: [i], env: { A: b }, ports: [80, { containerPort: 99999 }], volumeMounts: x, command: text }]
`);
  const nothing = { init: false, environment: [], envFiles: [], envFrom: [], ports: [], published: [], mounts: [], probes: [], name: '' };
  expect(facts).toMatchObject([{ name: 'a', replicas: { known: false }, labels: [], annotations: [], containers: [nothing, nothing, nothing] }]);
  expect(facts[0]).not.toHaveProperty('namespace');
});

test('any prefix of a text is a text being typed', () => {
  for (let end = 0; end <= COMPLETE.length; end += 11) expect(() => extract(COMPLETE.slice(0, end))).not.toThrow();
});

test('a broken object leaves the others, and one problem that says where', () => {
  const { facts, problems } = extract('apiVersion: v1\nkind: Service\nmetadata: { name: a }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: "b\n');
  expect(facts).toContainEqual(expect.objectContaining({ name: 'a' }));
  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]?.site?.path).toBe('a.yaml');
});

test.each(['', '---\n---\n', '# apiVersion kind Service', 'apiVersion: v1\nkind: Service', 'apiVersion: v1\nkind: List\nitems: x', 'apiVersion: v1\nkind: [Pod]\nmetadata: { name: a }'])(
  'no object, nothing to say: %j',
  (text) => expect(extract(text)).toEqual({ facts: [], problems: [] }),
);

test('a label called __proto__ is a label', () => {
  const { facts } = extract('apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { selector: { __proto__: x, constructor: y } }\n');
  const service = facts.find((fact): fact is Extract<Fact, { kind: 'network-service' }> => fact.kind === 'network-service');
  expect(Object.entries(service?.selector ?? {})).toEqual([['__proto__', 'x'], ['constructor', 'y']]);
  expect(Object.getPrototypeOf(service?.selector)).toBe(Object.prototype);
});

test.each(['{{ x', '${', '$(', '{{ indent '])('time grows with the text only: %j', (piece) => {
  const text = `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec:\n  replicas: 1\n  template: { spec: { containers: [{ image: '${piece.repeat(30_000)}', env: [{ name: A, value: '${piece.repeat(30_000)}' }] }] } }\n`;
  expect(extract(text).facts.length).toBeLessThan(2);
}, 15_000);
