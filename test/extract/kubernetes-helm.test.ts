import { describe, expect, test } from 'vitest';
import { kubernetesExtractor } from '../../src/engine/extract/kubernetes/index.js';
import type { UnitFact } from '../../src/engine/model/deployment-facts.js';
import { valueOf } from '../../src/engine/model/text.js';
import { deployment, factsOf, only } from './kubernetes-examples.js';

describe('a Helm template', () => {
  const text = `{{- if .Values.orders.enabled }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
  namespace: {{ .Release.Namespace }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    metadata:
      labels:
        app: orders
        version: {{ .Values.version | quote }}
        {{- include "shop.labels" . | nindent 8 }}
    spec:
      containers:
        - name: app
          image: "{{ .Values.registry }}/orders:{{ .Values.tag }}"
          env:
            - name: STOCK_URL
              value: http://{{ .Values.stock }}:8080
          args: ["--port={{ .Values.port }}"]
      {{- with .Values.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
---
apiVersion: v1
kind: Service
metadata: { name: {{ .Values.name }} }
{{- end }}
`;

  test('keeps what is literal; actions stay as they are written, for `link` to fill in from the values', () => {
    const unit = only(text, 'unit');
    expect(factsOf(text).flatMap((fact) => ('name' in fact ? [fact.name] : []))).toEqual(['orders', '{{ .Values.name }}']);
    expect(unit.name).toBe('orders');
    expect(unit).not.toHaveProperty('namespace');
    expect(unit.replicas?.known).toBe(false);
    expect(unit.labels.map(({ key, value }) => [key, valueOf(value)])).toEqual([['app', 'orders'], ['version', undefined]]);
    expect(unit.containers[0]?.image?.value).toEqual([{ hole: 'template', action: '{{ .Values.registry }}' }, '/orders:', { hole: 'template', action: '{{ .Values.tag }}' }]);
    expect(unit.containers[0]?.environment[0]?.value).toEqual(['http://', { hole: 'template', action: '{{ .Values.stock }}' }, ':8080']);
    expect(unit.containers[0]?.command).toBeUndefined();
  });

  test('has one note, and no slot where a fix would land between its actions', () => {
    expect(kubernetesExtractor.extract('k8s/shop.yaml', text).problems.map(({ message }) => message)).toEqual(['Helm template: templated values are unknown']);
    expect(only(text, 'unit').slots).toEqual({});
  });

  test('that hides the names of all its objects says so, and nothing else', () => {
    const hidden = 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: {{ include "shop.name" . }}\n';
    expect(kubernetesExtractor.extract('templates/hpa.yaml', hidden)).toMatchObject({ facts: [], problems: [{ message: expect.stringContaining('Helm template') }] });
  });

  test('hides settings that it writes into a mapping or sets in both branches, and only those', () => {
    const hostNetworkOf = (lines: string): UnitFact['hostNetwork'] =>
      only(deployment(`dnsPolicy: {{ .Values.dns }}\n${lines}`), 'unit').hostNetwork;
    expect(hostNetworkOf('{{- toYaml .Values.pod | nindent 6 }}')?.known).toBe(false);
    expect(hostNetworkOf('{{- if .Values.host }}\nhostNetwork: true\n{{- else }}\nhostNetwork: false\n{{- end }}')?.known).toBe(false);
    expect(hostNetworkOf('{{- if .Values.host }}\nhostNetwork: true\n{{- end }}')).toMatchObject({ known: true, value: true });
    expect(hostNetworkOf('affinity:\n  {{- toYaml .Values.affinity | nindent 8 }}')).toBeUndefined();
  });
});
