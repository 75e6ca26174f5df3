import axios from 'axios';
import express from 'express';
import { database } from './database.js';

const inventoryUrl = process.env.INVENTORY_URL;
const paymentsUrl = process.env.PAYMENTS_URL;

const app = express();
app.use(express.json());

app.post('/orders', async (request, response) => {
  const { customerId, items } = request.body;
  const reservation = await axios.post(`${inventoryUrl}/reservations`, { items });
  const payment = await axios.post(`${paymentsUrl}/payments`, { customerId, amount: reservation.data.total });

  const order = await database.query(
    'INSERT INTO orders (customer_id, total, payment_id) VALUES ($1, $2, $3) RETURNING id',
    [customerId, reservation.data.total, payment.data.id],
  );
  response.status(201).json(order.rows[0]);
});

app.listen(3000);
