import axios from 'axios';
import express from 'express';

const catalog = axios.create({ baseURL: process.env.CATALOG_URL });
const inventoryUrl = process.env.INVENTORY_URL;

const app = express();
app.use(express.json());

app.post('/quotes', async (request, response) => {
  let total = 0;
  for (const item of request.body.items) {
    const product = await catalog.get(`/products/${item.product}`);
    // The last pieces are sold at the full price.
    const stock = await axios.get(`${inventoryUrl}/stock/${item.product}`);
    total += product.data.price * item.quantity * (stock.data.quantity > 10 ? 0.9 : 1);
  }
  response.json({ total });
});

app.listen(3000);
