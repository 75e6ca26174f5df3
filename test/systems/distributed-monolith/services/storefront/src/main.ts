import express from 'express';
import { services } from './services.js';

const app = express();
app.use(express.json());

app.get('/products', async (request, response) => {
  const products = await fetch(`${services.catalog}/products`);
  response.json(await products.json());
});

app.get('/account/:id', async (request, response) => {
  const customer = await fetch(`${services.customers}/customers/${request.params.id}`);
  response.json(await customer.json());
});

app.post('/checkout', async (request, response) => {
  const order = await fetch(`${services.orders}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request.body),
  });
  response.status(order.status).json(await order.json());
});

app.listen(3000);
