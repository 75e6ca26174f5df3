import { expect, test } from 'vitest';
import { linkTexts } from '../support/link-texts.js';

test('kustomize: an overlay sets numbers of instances, and holds patches itself', () => {
  const overlay = `resources: [../base]
replicas:
  - { name: orders, count: 2 }
  - { name: gone, count: 5 }
patches:
  - target: { kind: Deployment, name: pay }
    path: scale.yaml
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders }
      spec:
        template:
          spec:
            containers:
              - name: main
                env: [{ name: STOCK_URL, value: "http://stock" }]
`;
  const graph = linkTexts({
    'base/orders.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: orders }\nspec: { replicas: 3, template: { spec: { containers: [{ name: main, image: shop/orders }] } } }\n',
    'base/stock.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: stock }\nspec: { template: { metadata: { labels: { app: stock } }, spec: { containers: [{ name: main, image: shop/stock }] } } }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: stock }\nspec: { selector: { app: stock }, ports: [{ port: 80 }] }\n',
    'base/pay.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: pay }\nspec: { replicas: 1, template: { spec: { containers: [{ name: main, image: shop/pay }] } } }\n',
    'prod/kustomization.yaml': overlay,
  });
  expect([...graph.elements.values()].map(({ id, replicas }) => `${id} ${replicas?.known === true ? replicas.value : 'unknown'}`)).toEqual(['service:orders 2', 'service:pay unknown', 'service:stock 1']);
  expect(graph.relations.map(({ from, kind, to, evidence: [{ site }] }) => `${from.id} -${kind}-> ${to.id}: ${site.path} ${overlay.slice(site.span.start, site.span.end)}`)).toEqual(['service:orders -calls-> service:stock: prod/kustomization.yaml http://stock']);
});
