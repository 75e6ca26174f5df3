import express from 'express';

const ordersUrl = process.env.ORDERS_URL;
const catalogUrl = process.env.CATALOG_URL;

const app = express();
app.use(express.json());

app.get('/products', async (request, response) => {
  const products = await fetch(`${catalogUrl}/v1/products`, { signal: AbortSignal.timeout(1000) });
  response.json(await products.json());
});

app.post('/checkout', async (request, response) => {
  const order = await fetch(`${ordersUrl}/v1/orders`, {
    method: 'POST',
    body: JSON.stringify(request.body),
    signal: AbortSignal.timeout(2000),
  });
  response.status(order.status).json(await order.json());
});

app.listen(8080);
