import express from 'express';

const app = express();
app.use(express.json());

app.post('/letters', (request, response) => {
  console.log('printed', request.body.tenant);
  response.status(202).end();
});

app.listen(3000);
