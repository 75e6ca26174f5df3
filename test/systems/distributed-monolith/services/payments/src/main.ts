import { writeFile } from 'node:fs/promises';
import axios from 'axios';
import express from 'express';

const customersUrl = process.env.CUSTOMERS_URL;
const providerUrl = process.env.PROVIDER_URL;

const app = express();
app.use(express.json());

app.post('/payments', async (request, response) => {
  const { customerId, amount } = request.body;
  const customer = await axios.get(`${customersUrl}/customers/${customerId}`);
  const charge = await axios.post(`${providerUrl}/charges`, { account: customer.data.account, amount }, { timeout: 5000 });
  await writeFile(`/var/documents/${charge.data.id}.json`, JSON.stringify(charge.data));
  response.status(201).json({ id: charge.data.id });
});

app.listen(3000);
