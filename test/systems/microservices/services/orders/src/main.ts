import express from 'express';
import { database } from './database.js';
import { relayOutbox } from './outbox.js';

const app = express();
app.use(express.json());

app.post('/v1/orders', async (request, response) => {
  const client = await database.connect();
  await client.query('BEGIN');
  const order = await client.query('INSERT INTO orders (items) VALUES ($1) RETURNING id', [request.body.items]);
  await client.query('INSERT INTO outbox (payload) VALUES ($1)', [{ orderId: order.rows[0].id, items: request.body.items }]);
  await client.query('COMMIT');
  client.release();
  response.status(202).json(order.rows[0]);
});

setInterval(relayOutbox, 200);
app.listen(8080);
