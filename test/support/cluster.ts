/** A Deployment and its Service, with what else the metadata of its pods and of the Service holds. */
export function deployed(name: string, { pod = '', service = '', image = `shop/${name}`, environment = '' } = {}): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec: { template: { metadata: { labels: { app: ${name} }${pod} }, spec: { containers: [{ name: main, image: ${image}, env: [${environment}] }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop${service} }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
---
`;
}

/** An object of Kubernetes in the namespace `shop`. */
export function object(type: string, name: string, spec: string, metadata = ''): string {
  const [apiVersion = '', kind = ''] = [type.slice(0, type.lastIndexOf('/')), type.slice(type.lastIndexOf('/') + 1)];
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}, namespace: shop${metadata} }\nspec: ${spec}\n---\n`;
}
