import express from 'express';
import { database } from './database.js';

const pricingUrl = process.env.PRICING_URL;

const app = express();
app.use(express.json());

app.get('/stock/:product', async (request, response) => {
  const stock = await database.query('SELECT quantity FROM stock WHERE product_id = $1', [request.params.product]);
  response.json(stock.rows[0] ?? { quantity: 0 });
});

app.post('/reservations', async (request, response) => {
  const { items } = request.body;
  for (const item of items) {
    await database.query('UPDATE stock SET quantity = quantity - $1 WHERE product_id = $2', [item.quantity, item.product]);
  }
  const prices = await fetch(`${pricingUrl}/quotes`, { method: 'POST', body: JSON.stringify({ items }) });
  response.json(await prices.json());
});

app.listen(3000);
