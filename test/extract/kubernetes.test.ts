import { describe, expect, test } from 'vitest';
import { kubernetesExtractor } from '../../src/engine/extract/kubernetes/index.js';
import { applyEdits, fill, valueOf } from '../../src/engine/model/text.js';
import { deployment, factsOf, only, underlined } from './kubernetes-examples.js';

function containerOf(text: string) {
  const container = only(text, 'unit').containers[0];
  if (container === undefined) throw new Error('no container');
  return container;
}

describe('which files', () => {
  test('are read', () => {
    expect(kubernetesExtractor.accepts('deploy/a.yaml')).toBe(true);
    expect(kubernetesExtractor.accepts('deploy/a.yml')).toBe(true);
    expect(kubernetesExtractor.accepts('deploy/a.json')).toBe(false);
    expect(kubernetesExtractor.mayMatch('apiVersion: v1\nkind: Service\n')).toBe(true);
    expect(kubernetesExtractor.mayMatch('services:\n  a: {}\n')).toBe(false);
  });

  test('objects of other groups and kinds say nothing', () => {
    expect(factsOf('apiVersion: example.com/v1\nkind: Service\nmetadata: { name: a }\n')).toEqual([]);
    expect(factsOf('apiVersion: example.com/v1\nkind: Gateway\nmetadata: { name: a }\n')).toEqual([]);
  });

  test("documents of other kinds are not parsed: their mistakes are nobody's business, and the rest stays where it is", () => {
    const text = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\nkind: Dashboard\nmetadata: { name: [ }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: orders }\n';
    const { facts, problems } = kubernetesExtractor.extract('a.yaml', text);
    expect(facts.map((fact) => ('site' in fact ? underlined(text, fact.site) : undefined))).toEqual(['shop', 'orders']);
    expect(problems).toEqual([]);
  });
});

describe('a workload', () => {
  const text = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
  namespace: shop
spec:
  replicas: 3
  template:
    metadata:
      labels:
        app: orders
        sidecar.istio.io/inject: "false"
      annotations: { team: blue }
    spec:
      hostNetwork: true
      initContainers:
        - name: wait
          image: busybox
          command: [sh, -c]
          args: ["until nc -z stock 8080; do sleep 1; done"]
        - { name: proxy, image: envoy, restartPolicy: Always }
      containers:
        - name: app
          image: shop/orders:1.2
          ports:
            - containerPort: 8080
            - { containerPort: 9090, hostPort: 19090 }
          readinessProbe: { httpGet: { path: /, port: 8080 } }
`;

  test('is a unit with the labels of its pods', () => {
    const unit = only(text, 'unit');
    expect(unit).toMatchObject({ technology: 'kubernetes', workload: 'Deployment', name: 'orders', namespace: 'shop' });
    expect(underlined(text, unit.site)).toBe('orders');
    expect(valueOf(unit.replicas)).toBe(3);
    expect(valueOf(unit.hostNetwork)).toBe(true);
    expect(unit.labels.map(({ key, value }) => [key, valueOf(value), underlined(text, value.site)])).toEqual([
      ['app', 'orders', 'orders'],
      ['sidecar.istio.io/inject', 'false', 'false'],
    ]);
    expect(unit.annotations.map(({ key, value }) => [key, valueOf(value)])).toEqual([['team', 'blue']]);
  });

  test('has its main container first; only init containers that end are `init`', () => {
    expect(only(text, 'unit').containers.map(({ name, init, ports, probes }) => ({ name, init, ports, probes: probes.length }))).toEqual([
      { name: 'app', init: false, ports: [8080, 9090], probes: 1 },
      { name: 'wait', init: true, ports: [], probes: 0 },
      { name: 'proxy', init: false, ports: [], probes: 0 },
    ]);
    const [app, wait] = only(text, 'unit').containers;
    expect(app?.image?.value).toEqual(['shop/orders:1.2']);
    expect(app?.published).toMatchObject([{ host: 19090, container: 9090 }]);
    expect(wait?.command?.text).toBe('sh -c until nc -z stock 8080; do sleep 1; done');
    expect(underlined(text, wait?.command?.site)).toBe('[sh, -c]');
  });

  test('takes one more label and annotation', () => {
    const { slots } = only(text, 'unit');
    if (slots.labels === undefined || slots.annotations === undefined) throw new Error('no slots');
    const edited = applyEdits(text, [fill(slots.labels, { a: 'b' }), fill(slots.annotations, { c: 'd' })]);
    expect(edited).toContain('        sidecar.istio.io/inject: "false"\n        a: b\n');
    expect(edited).toContain('annotations: { team: blue, c: d }');
  });

  test.each([
    ['apps/v1', 'StatefulSet', 'spec: { template: { metadata: { labels: { app: x } } } }'],
    ['argoproj.io/v1alpha1', 'Rollout', 'spec: { template: { metadata: { labels: { app: x } } } }'],
    ['batch/v1', 'CronJob', 'spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: x } } } } } }'],
    ['v1', 'Pod', 'spec: {}'],
  ])('%s %s keeps its pod where it belongs', (apiVersion, kind, rest) => {
    const unit = only(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a, labels: { app: x } }\n${rest}\n`, 'unit');
    expect(unit.workload).toBe(kind);
    expect(unit.labels.map(({ key }) => key)).toEqual(['app']);
  });

  test('in a list is a workload', () => {
    const text = `apiVersion: v1
kind: List
items:
  - { apiVersion: apps/v1, kind: Deployment, metadata: { name: a } }
  - { apiVersion: v1, kind: Service, metadata: { name: b } }
---
apiVersion: apps/v1
kind: DeploymentList
items: [{ metadata: { name: c } }]
`;
    expect(factsOf(text).map((fact) => `${fact.kind} ${'name' in fact && fact.name}`)).toEqual(['unit a', 'network-service b', 'unit c']);
  });

  test('that a patch deletes, or that lends its pods to another, is none', () => {
    expect(factsOf('$patch: delete\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n')).toEqual([]);
    expect(factsOf('apiVersion: argoproj.io/v1\nkind: Rollout\nmetadata: { name: a }\nspec: { workloadRef: { name: b } }\n')).toEqual([]);
  });
});

describe('the environment of a container', () => {
  const text = deployment(`
containers:
  - name: app
    env:
      - { name: STOCK_HOST, value: stock }
      - { name: STOCK_URL, value: "http://$(STOCK_HOST):$(PORT)/$$(x)" }
      - { name: MAIL, valueFrom: { configMapKeyRef: { name: addresses, key: mail.host } } }
      - { name: TOKEN, valueFrom: { secretKeyRef: { name: tokens, key: api } } }
      - { name: NODE, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }
      - { name: EXPANDED, value: "\${ELSEWHERE}/x" }
      - { name: EMPTY }
    envFrom:
      - { configMapRef: { name: common }, prefix: C_ }
      - { secretRef: { name: keys } }
`);

  test('is literal, refers to other variables, or to config maps and secrets', () => {
    expect(containerOf(text).environment.map(({ name, value }) => [name, value])).toEqual([
      ['STOCK_HOST', ['stock']],
      ['STOCK_URL', ['http://', { hole: 'environment', name: 'STOCK_HOST' }, ':', { hole: 'environment', name: 'PORT' }, '/$(x)']],
      ['MAIL', [{ hole: 'config-map', name: 'addresses', key: 'mail.host' }]],
      ['TOKEN', [{ hole: 'secret', name: 'tokens', key: 'api' }]],
      ['NODE', [{ hole: 'unknown' }]],
      ['EXPANDED', [{ hole: 'unknown' }, '/x']],
      ['EMPTY', ['']],
    ]);
    expect(containerOf(text).envFrom).toEqual([
      { source: 'config-map', name: 'common', prefix: 'C_' },
      { source: 'secret', name: 'keys', prefix: '' },
    ]);
  });

  test('points at values, and at names where there is no text', () => {
    const [host, , mail] = containerOf(text).environment;
    expect(underlined(text, host?.site)).toBe('stock');
    expect(underlined(text, mail?.site)).toBe('MAIL');
  });
});

describe('the mounts of a container', () => {
  const text = deployment(`
containers:
  - name: app
    volumeMounts:
      - name: shared
        mountPath: /data
      - { name: shared, mountPath: /reports, subPath: reports, readOnly: false }
      - { name: shared, mountPath: /any, subPathExpr: $(POD) }
      - { name: frozen, mountPath: /frozen }
      - { name: machine, mountPath: /logs, readOnly: true }
      - { name: scratch, mountPath: /tmp }
      - { name: per-replica, mountPath: /own }
volumes:
  - { name: shared, persistentVolumeClaim: { claimName: files } }
  - { name: frozen, persistentVolumeClaim: { claimName: catalogue, readOnly: true } }
  - { name: machine, hostPath: { path: /var/log } }
  - { name: scratch, emptyDir: {} }
`);

  test('are those of the volumes of the pod', () => {
    expect(containerOf(text).mounts.map(({ source, name, target, readOnly }) => [source, name, target, valueOf(readOnly)])).toEqual([
      ['volume', 'files', '/data', undefined],
      ['volume', 'files/reports', '/reports', false],
      ['volume', '', '/any', undefined],
      ['volume', 'catalogue', '/frozen', true],
      ['host', '/var/log', '/logs', true],
      ['other', 'scratch', '/tmp', undefined],
      ['other', 'per-replica', '/own', undefined],
    ]);
  });

  test('can be made read-only where they are not', () => {
    const fixes = containerOf(text).mounts.flatMap(({ readOnlyFix }) => readOnlyFix ?? []);
    expect(fixes).toHaveLength(3);
    const edited = applyEdits(text, fixes.map(({ slot, item }) => fill(slot, item)));
    expect(containerOf(edited).mounts.slice(0, 5).map(({ readOnly }) => valueOf(readOnly))).toEqual([true, true, true, true, true]);
    expect(edited).toContain('mountPath: /data\n              readOnly: true');
  });
});

describe('other objects', () => {
  test('a Service is a network name', () => {
    const text = `apiVersion: v1
kind: Service
metadata: { name: stock, namespace: shop }
spec:
  type: NodePort
  selector: { app: stock }
  ports: [{ name: http, port: 80, targetPort: web, nodePort: 30080 }, { port: 90, targetPort: 9090 }]
---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { type: ExternalName, externalName: db.example.com, clusterIP: None }
`;
    expect(factsOf(text)).toMatchObject([
      {
        kind: 'network-service', name: 'stock', namespace: 'shop', type: 'NodePort', headless: false, selector: { app: 'stock' },
        ports: [{ port: 80, name: 'http', targetPort: 'web', nodePort: 30080 }, { port: 90, targetPort: 9090 }],
      },
      { name: 'db', type: 'ExternalName', externalName: 'db.example.com', headless: true, selector: {}, ports: [] },
    ]);
  });

  test('an Ingress names its backends, in the old form too', () => {
    const text = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: edge }
spec:
  defaultBackend: { service: { name: web, port: { number: 80 } } }
  rules:
    - host: shop.example.com
      http: { paths: [{ path: /api, backend: { service: { name: api } } }, { backend: { serviceName: old } }] }
`;
    const ingress = only(text, 'ingress');
    expect(ingress.hosts).toEqual(['shop.example.com']);
    expect(ingress.backends.map(({ service, path }) => [service, path])).toEqual([['web', '/'], ['api', '/api'], ['old', '/']]);
  });

  test('a ConfigMap has values, a Secret keys', () => {
    const text = `apiVersion: v1
kind: ConfigMap
metadata: { name: addresses }
data:
  stock: http://stock
  app.yml: |
    url: http://mail
---
apiVersion: v1
kind: Secret
metadata: { name: keys }
data: { a: c2VjcmV0 }
stringData: { b: secret }
`;
    const [configMap, secret] = factsOf(text);
    expect(configMap).toMatchObject({ secret: false, entries: [{ key: 'stock', value: ['http://stock'] }, { key: 'app.yml', value: ['url: http://mail\n'] }] });
    expect(secret).toMatchObject({ secret: true, entries: [{ key: 'a', value: [{ hole: 'unknown' }] }, { key: 'b', value: [{ hole: 'unknown' }] }] });
    expect(JSON.stringify(secret)).not.toMatch(/c2VjcmV0|:"secret"/);
  });

  test.each([
    ['url', 'postgres://ann:pa%20ss@orders-db:5432/orders?sslmode=disable&password=x', 'postgres://orders-db:5432/orders'],
    ['url', 'jdbc:mysql://orders-db/orders', 'jdbc:mysql://orders-db/orders'],
    ['uri', 'mongodb://ann:s@c-0:27017,c-1:27017/?replicaSet=rs', 'mongodb://c-0:27017,c-1:27017/'],
    ['connection', 'Server=sql,1433;Database=orders;User Id=sa;Password=s3cret', 'Server=sql,1433;Database=orders'],
    ['dsn', 'host=orders-db user=ann password=s3cret dbname=orders', 'host=orders-db dbname=orders'],
    ['DB_HOST', 'orders-db', 'orders-db'],
    ['DB_PORT', '5432', '5432'],
    ['hook', 'https://hooks.example.com/T0K3N?x=1', 'https://hooks.example.com'],
    ['url', 'amqp://ann:a/b@rabbit', undefined],
    ['password', 'orders-db', undefined],
    ['passport', 's3cret', undefined],
    ['token_db', 's3cret', undefined],
    ['support', 's3cret', undefined],
    ['token', 'abc=', undefined],
  ])('of a Secret no more than an address is kept: %s %s', (key, value, kept) => {
    const plain = `apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\nstringData: { ${key}: ${JSON.stringify(value)} }\n`;
    const encoded = plain.replace('stringData', 'data').replace(JSON.stringify(value), Buffer.from(value).toString('base64'));
    for (const text of [plain, encoded]) expect(factsOf(text)[0]).toMatchObject({ entries: [{ key, value: kept === undefined ? [{ hole: 'unknown' }] : [kept] }] });
  });

  test('namespaces, autoscalers, budgets and network policies', () => {
    const text = `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: a }
spec: { scaleTargetRef: { kind: Deployment, name: orders }, minReplicas: 2, maxReplicas: 5 }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: b }
spec: { selector: { matchLabels: { app: orders } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny-all }
spec: { podSelector: {} }
`;
    expect(factsOf(text)).toMatchObject([
      { kind: 'namespace', name: 'shop', labels: [{ key: 'istio-injection', value: { value: 'enabled' } }] },
      { kind: 'autoscaler', target: { workload: 'Deployment', name: 'orders' }, minReplicas: { value: 2 }, maxReplicas: { value: 5 } },
      { kind: 'disruption-budget', name: 'b', selector: { app: 'orders' } },
      { kind: 'access-policy', technology: 'kubernetes', name: 'deny-all', direction: 'inbound', isWide: true, isolates: true, rules: [] },
    ]);
  });
});
