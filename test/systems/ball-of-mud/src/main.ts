import express from 'express';
import { placeOrder } from './modules/orders/place-order.js';
import { productPage } from './modules/catalog/product-page.js';
import { settle } from './modules/billing/settle.js';

export const app = express();
app.use(express.json());

app.get('/products/:id', async (request, response) => {
  response.json(await productPage(request.params.id));
});

app.post('/orders', async (request, response) => {
  response.status(201).json({ id: await placeOrder(request.body.product, request.body.quantity) });
});

app.post('/orders/:id/settle', async (request, response) => {
  await settle(request.params.id);
  response.status(204).end();
});

app.listen(3000);
