import express from 'express';
import { MongoClient } from 'mongodb';

const mongo = new MongoClient(process.env.MONGO_URL ?? 'mongodb://catalog-db:27017/catalog');
const products = mongo.db().collection('products');

const app = express();

app.get('/v1/products', async (request, response) => {
  response.json(await products.find().toArray());
});

app.listen(8080);
