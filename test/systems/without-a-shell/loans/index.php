<?php

$loans = new PDO('mysql:host=' . getenv('LOANS_HOST') . ';dbname=loans', getenv('LOANS_USER'), getenv('LOANS_PASSWORD'));

function latest(PDO $database, string $table): array
{
    return $database->query("SELECT * FROM $table ORDER BY id DESC LIMIT 50")->fetchAll();
}

header('Content-Type: application/json');
echo json_encode([latest($loans, 'loans')]);
