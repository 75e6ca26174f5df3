import { expect, test } from 'vitest';
import { listeningPortsExtractor } from '../../src/engine/extract/listening-ports.js';
import { write } from '../support/code-facts.js';

/** The ports that a text of a file is found to listen on. */
function portsIn(path: string, text: string): string[] {
  const { facts } = listeningPortsExtractor.extract(path, text);
  return listeningPortsExtractor.mayMatch(text) ? facts.flatMap((fact) => (fact.kind === 'listener' ? [write(fact.port)] : [])) : ['(filtered out)'];
}

test('Node.js: a number, an option, a variable, the environment with its fallback', () => {
  expect(portsIn('a.js', 'app.listen(3000);')).toEqual(['3000']);
  expect(portsIn('a.js', 'server.listen({ host: "::", port: 3001 });')).toEqual(['3001']);
  expect(portsIn('a.ts', 'const PORT: number = 3002;\napp.listen(PORT, () => {});')).toEqual(['3002']);
  expect(portsIn('a.ts', 'await app.listen(process.env.PORT ?? 3003);')).toEqual(['${env:PORT:-3003}']);
  expect(portsIn('a.ts', 'const port = process.env["ORDERS_PORT"] || 3004\napp.listen(port)')).toEqual(['${env:ORDERS_PORT:-3004}']);
  expect(portsIn('a.js', "server.bindAsync('0.0.0.0:50051', credentials, start);")).toEqual(['50051']);
});

test('Go: an address of which the port counts', () => {
  expect(portsIn('main.go', 'log.Fatal(http.ListenAndServe(":8080", mux))')).toEqual(['8080']);
  expect(portsIn('main.go', 'listener, err := net.Listen("tcp", "127.0.0.1:50051")')).toEqual(['50051']);
  expect(portsIn('main.go', 'port := os.Getenv("PORT")\nhttp.ListenAndServe(":"+port, nil)')).toEqual(['${env:PORT:-${?}}']);
  expect(portsIn('main.go', 'srv := &http.Server{Addr: ":8081", Handler: mux}')).toEqual(['8081']);
  expect(portsIn('main.go', 'router.Run(":8082")')).toEqual(['8082']);
});

test('Python: keywords, over lines', () => {
  expect(portsIn('main.py', 'app.run(\n  debug=True,\n  port=int(os.environ.get("PORT", 5001)),\n)')).toEqual(['${env:PORT:-5001}']);
  expect(portsIn('main.py', "server.add_insecure_port('[::]:50052')")).toEqual(['50052']);
});

test('what is no port, or only known when it runs, gives none', () => {
  expect(portsIn('a.js', 'emitter.listen(handler); app.listen(config.port); element.listen("click", 5)')).toEqual([]);
});
