import express from 'express';
import { database } from './database.js';

const app = express();

app.get('/products', async (request, response) => {
  const products = await database.query('SELECT id, name, price FROM products');
  response.json(products.rows);
});

app.get('/products/:id', async (request, response) => {
  // How many are left stands in the table of the inventory.
  const product = await database.query(
    'SELECT p.name, p.price, s.quantity FROM products p JOIN stock s ON s.product_id = p.id WHERE p.id = $1',
    [request.params.id],
  );
  response.json(product.rows[0]);
});

app.listen(3000);
