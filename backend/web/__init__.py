"""The edge: problem documents, strict JSON, audiences, OpenAPI, paging, idempotency, request ids. Decides nothing."""
