// Package ingest takes pages through the stages, one path for import, crawl and
// re-index: keep the original, extract, commit to the catalogue, acknowledge,
// index. It decides the order and the batches; each stage is a package of its own.
package ingest
