import { describe, expect, test } from 'vitest';
import { linkTexts, relationsOf } from '../support/link-texts.js';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "orders.fullname" . }}
  labels:
    {{- include "orders.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicaCount }}
  template:
    spec:
      containers:
        - name: {{ .Chart.Name }}
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          env:
            - name: STOCK_URL
              value: {{ .Values.stock.url | quote }}
            - name: DATABASE_URL
              value: {{ printf "postgres://%s-postgresql:5432/orders" .Release.Name }}
            - name: SECRET
              value: {{ include "orders.secret" . }}
`;

test('references to values are filled in; a chart of somebody else is the server that it installs', () => {
  const graph = linkTexts({
    'charts/shop/Chart.yaml': 'name: shop\ndependencies:\n  - { name: orders, repository: "file://../orders" }\n  - { name: postgresql, repository: "https://charts.bitnami.com/bitnami" }\n  - { name: redis, repository: "https://charts.bitnami.com/bitnami", condition: redis.enabled }\n',
    'charts/shop/values.yaml': 'redis: { enabled: false }\norders: { stock: { url: "http://stock" } }\n',
    'charts/shop/templates/stock.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: stock }\nspec: { template: { spec: { containers: [{ name: main, image: shop/stock }] } } }\n',
    'charts/orders/Chart.yaml': 'name: orders\n',
    'charts/orders/values.yaml': 'image: { repository: shop/orders }\nstock: { url: "http://nobody" }\n',
    'charts/orders/templates/deployment.yaml': DEPLOYMENT,
  });
  expect([...graph.elements.keys()]).toEqual(['datastore:shop-postgresql', 'service:shop-orders', 'service:stock']);
  expect(relationsOf(graph)).toEqual(['service:shop-orders -calls-> service:stock, config', 'service:shop-orders -stores-> datastore:shop-postgresql, config']);
});

test('a generic chart is installed for each service that has a file of values', () => {
  const texts = {
    'helm/generic/Chart.yaml': 'name: generic\n', 'helm/generic/values.yaml': 'stock: { url: "" }\n', 'helm/generic/templates/deployment.yaml': DEPLOYMENT,
    'helm/values-orders.yaml': 'image: { repository: shop/orders }\nstock: { url: "http://stock:80" }\n',
    'helm/values-stock.yaml': 'image: { repository: shop/stock }\n',
    'helm/values-production.yaml': 'replicaCount: 3\n',
    'orders/Dockerfile': 'FROM node\n', 'stock/Dockerfile': 'FROM node\n',
  };
  // The release has its own name: `orders-generic`, as the helper of `helm create` makes it.
  expect(relationsOf(linkTexts({ ...texts, 'helm/values-stock.yaml': 'fullnameOverride: stock\nimage: { repository: shop/stock }\n' }))).toEqual(['service:orders -calls-> service:stock, config']);
});

test('without values nothing is guessed: an object whose name nobody knows is none', () => {
  expect([...linkTexts({ 'templates/deployment.yaml': DEPLOYMENT }).elements.keys()]).toEqual([]);
});

describe('the number of instances', () => {
  const chart = {
    'shop/Chart.yaml': 'name: orders\n',
    'shop/values.yaml': 'replicaCount: 1\nautoscaling:\n  enabled: false\n  minReplicas: 2\nimage: { repository: shop/orders }\n',
    'shop/templates/deployment.yaml': DEPLOYMENT,
  };
  const AUTOSCALER = `{{- if .Values.autoscaling.enabled }}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: orders }
spec:
  scaleTargetRef: { kind: Deployment, name: '{{ include "orders.fullname" . }}' }
  minReplicas: {{ .Values.autoscaling.minReplicas }}
{{- end }}
`;
  const replicasOf = (texts: Readonly<Record<string, string>>): string => {
    const replicas = linkTexts(texts).elements.get('service:orders')?.replicas;
    return replicas?.known === true ? `${replicas.value} in ${replicas.site.path}:${replicas.site.span.start}` : 'unknown';
  };

  test.each([
    ['is that of the value, where it stands', {}, '1 in shop/values.yaml:14'],
    ['is not the default of the template, which nobody can change there', { 'shop/values.yaml': 'image: { repository: shop/orders }\n', 'shop/templates/deployment.yaml': DEPLOYMENT.replace('replicaCount', 'replicaCount | default 1') }, 'unknown'],
    ['is unknown where values of an environment differ', { 'shop/values-production.yaml': 'replicaCount: 3\n' }, 'unknown'],
    ['is unknown where values of the system around differ', { 'environments/production-values.yaml': 'orders: { replicaCount: 3 }\n' }, 'unknown'],
    ['is known where they agree', { 'shop/values-production.yaml': 'replicaCount: 1\n' }, '1 in shop/values.yaml:14'],
    ['is not that of an autoscaler that is left out', { 'shop/templates/hpa.yaml': AUTOSCALER }, '1 in shop/values.yaml:14'],
    ['is the minimum of an autoscaler that is there', { 'shop/templates/hpa.yaml': AUTOSCALER, 'shop/values.yaml': chart['shop/values.yaml'].replace('false', 'true') }, '2 in shop/values.yaml:60'],
    ['is unknown where nobody knows whether the autoscaler is there', { 'shop/templates/hpa.yaml': AUTOSCALER.replace('.Values.autoscaling.enabled', 'and .Values.scaling .Values.autoscaling.enabled') }, 'unknown'],
  ])('%s', (_, more, expected) => {
    expect(replicasOf({ ...chart, ...more })).toBe(expected);
  });
});

test('databases and brokers that Flux and Argo CD install from charts of others', () => {
  const release = (group: string, spec: string): string => `apiVersion: ${group}\nkind: HelmRelease\nmetadata: { name: cache, namespace: shop }\nspec: ${spec}\n`;
  const orders = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders, namespace: shop }\nspec: { template: { spec: { containers: [{ name: main, image: shop/orders, env: [{ name: REDIS_HOST, value: HOST }] }] } } }\n';
  const graphOf = (text: string, host: string): string[] => relationsOf(linkTexts({ 'k8s/release.yaml': text, 'k8s/orders.yaml': orders.replace(': HOST', `: ${host}`) }));

  expect(graphOf(release('helm.toolkit.fluxcd.io/v2', '{ chart: { spec: { chart: redis, sourceRef: { kind: HelmRepository, name: bitnami } } } }'), 'cache-redis-master')).toEqual(['service:orders -stores-> datastore:cache-redis, config']);
  expect(graphOf(release('helm.fluxcd.io/v1', '{ releaseName: redis, chart: { repository: "https://charts.bitnami.com/bitnami", name: redis } }'), 'redis-master.shop')).toEqual(['service:orders -stores-> datastore:redis, config']);
  expect(graphOf('apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: cache }\nspec: { source: { chart: redis, helm: { valuesObject: { fullnameOverride: sessions } } }, destination: { namespace: shop } }\n', 'sessions-master'))
    .toEqual(['service:orders -stores-> datastore:sessions, config']);
  // A chart that nobody knows may be one of the workspace, whose templates tell what it runs.
  expect([...linkTexts({ 'k8s/release.yaml': release('helm.toolkit.fluxcd.io/v2', '{ chart: { spec: { chart: ./charts/shop } } }'), 'k8s/orders.yaml': orders }).elements.keys()]).toEqual(['service:orders']);
  expect([...linkTexts({ 'k8s/release.yaml': release('helm.toolkit.fluxcd.io/v2', '{ chart: { spec: { chart: shop } } }'), 'k8s/orders.yaml': orders }).elements.keys()]).toEqual(['service:orders']);
});
