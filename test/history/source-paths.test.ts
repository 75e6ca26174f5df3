import { expect, test } from 'vitest';
import { isChangedByHand } from '../../src/engine/history/source-paths.js';

test.each([
  'orders/src/index.ts', 'orders/Main.java', 'src/main/java/app/adapter/out/OrderStore.java', 'orders/schema.sql', 'web/Cart.razor', 'cmd/main.go', 'orders/latest/rate.py', 'proto/orders.proto',
])('%s is changed by hand', (path) => {
  expect(isChangedByHand(path)).toBe(true);
});

test.each([
  'orders/package.json', 'orders/pom.xml', 'README.md', 'deploy/orders.yaml', 'go.sum', 'Dockerfile', 'orders/gulpfile.js', 'web/vite.config.ts',
  'orders/src/test/java/OrderTest.java', 'orders/OrderTests.cs', 'Orders.UnitTests/Place.cs', 'orders-tests/place.ts', 'orders/main_test.go', 'orders/place.spec.ts', 'orders/test_place.py',
  'orders/genproto/orders.go', 'orders/orders.pb.go', 'orders/orders_pb2_grpc.py', 'vendor/lib/a.go', 'web/node_modules/a/index.js', 'Data/Model.Designer.cs', 'web/types.d.ts',
])('%s is not', (path) => {
  expect(isChangedByHand(path)).toBe(false);
});
