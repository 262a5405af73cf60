-- Two organizations, the first with a row in every table; both engines read it.
INSERT INTO organizations (id, name, slug) VALUES (1, 'Cacao Ixchel', 'ixchel'), (2, 'Otra Tierra', 'otra');
INSERT INTO teams (id, org_id, name) VALUES (1, 1, 'Europe'), (2, 1, 'America');
INSERT INTO users (id, org_id, team_id, email, password_hash, name, role) VALUES
    (1, 1, NULL, 'admin@one.example', 'x', 'Admin', 'admin'),
    (2, 1, 1, 'manager@one.example', 'x', 'Manager', 'manager'),
    (3, 1, 1, 'user@one.example', 'x', 'User', 'user'),
    (4, 1, NULL, 'viewer@one.example', 'x', 'Viewer', 'viewer'),
    (5, NULL, NULL, 'platform@all.example', 'x', 'Platform', 'platform_admin'),
    (6, 2, NULL, 'admin@two.example', 'x', 'Other admin', 'admin');
-- Customer 1: of user 3 and team 1. Customer 2: of team 2. Customer 3: of the other organization.
INSERT INTO customers (id, org_id, owner_user_id, team_id, name, country) VALUES
    (1, 1, 3, 1, 'Kakao Kontor', 'DE'), (2, 1, NULL, 2, 'Harbor Cocoa', 'US'), (3, 2, NULL, NULL, 'Stranger', 'US');
INSERT INTO customer_terms (org_id, customer_id, term, weight) VALUES
    (1, 1, 'kakao', 0), (1, 2, 'harbor', 0), (2, 3, 'stranger', 0);
INSERT INTO search_variants (id, org_id, variant, word) VALUES (1, 1, 'kaka', 'kakao'), (2, 2, 'strange', 'stranger');
INSERT INTO contacts (id, org_id, customer_id, name) VALUES (1, 1, 1, 'Frau Sommer'), (2, 1, 2, 'Mr. Reed'), (3, 2, 3, 'X');
INSERT INTO customer_portal_users (id, org_id, customer_id, created_by_user_id, email, password_hash, name) VALUES
    (1, 1, 1, 1, 'buyer@kontor.example', 'x', 'Buyer'), (2, 1, 2, 1, 'buyer@harbor.example', 'x', 'Buyer'),
    (3, 2, 3, NULL, 'buyer@stranger.example', 'x', 'Buyer');
INSERT INTO farms (id, org_id, name, producer_name, region) VALUES
    (1, 1, 'Finca Tz''unun', 'Familia Caal', 'Lanquín'), (2, 2, 'Otra', 'Otra', 'Otra');
INSERT INTO batches (id, org_id, farm_id, code) VALUES
    (1, 1, 1, 'IXC-26-001'), (2, 1, 1, 'IXC-26-002'), (3, 2, 2, 'OTR-1');
INSERT INTO batch_inputs (id, org_id, batch_id, input_batch_id, kg) VALUES (1, 1, 2, 1, 12.5);
INSERT INTO products (id, org_id, batch_id, sku, name, quantity_produced) VALUES
    (1, 1, 1, 'LNQ-70', 'Lanquín 70%', 500), (2, 1, 2, 'LNQ-70', 'Lanquín 70%', 300), (3, 2, 3, 'OTR', 'Otra', 10);
INSERT INTO orders (id, org_id, customer_id, created_by_user_id, created_by_portal_user_id, order_number, order_date) VALUES
    (1, 1, 1, 1, NULL, 'O-1', '2026-02-01'), (2, 1, 2, NULL, 2, 'O-2', '2026-02-02'), (3, 2, 3, NULL, NULL, 'O-1', '2026-02-03');
INSERT INTO order_items (id, org_id, order_id, product_id, batch_id, sku, product_name, quantity) VALUES
    (1, 1, 1, 1, 1, 'LNQ-70', 'Lanquín 70%', 40), (2, 1, 2, 1, 1, 'LNQ-70', 'Lanquín 70%', 60),
    (3, 1, 2, NULL, NULL, 'PLC-80', 'Polochic 80%', 20), (4, 2, 3, 3, 3, 'OTR', 'Otra', 5);
INSERT INTO order_events (id, org_id, order_id, event, occurred_at) VALUES
    (1, 1, 1, 'created', '2026-02-01T08:00:00+00:00'), (2, 1, 2, 'created', '2026-02-02T08:00:00+00:00');
INSERT INTO work_orders (id, org_id, order_id, batch_id, wo_number, sku, product_name, qty_planned) VALUES
    (1, 1, 1, 1, 'WO-1', 'LNQ-70', 'Lanquín 70%', 40), (2, 1, NULL, 1, 'WO-2', 'LNQ-70', 'Lanquín 70%', 400);
INSERT INTO shipments (id, org_id, order_id, shipment_number) VALUES (1, 1, 1, 'SH-1'), (2, 1, 2, 'SH-2');
INSERT INTO shipment_items (id, org_id, shipment_id, order_item_id, quantity) VALUES (1, 1, 1, 1, 40), (2, 1, 2, 2, 30);
INSERT INTO shipment_events (id, org_id, shipment_id, status, occurred_at) VALUES
    (1, 1, 1, 'in_transit', '2026-02-03T08:00:00+00:00'), (2, 1, 2, 'pending', '2026-02-03T08:00:00+00:00');
INSERT INTO measurements (id, org_id, customer_id, batch_id, external_measurement_id, kind, value, unit, measured_at) VALUES
    (1, 1, 1, 1, 'M-1', 'moisture', 6.8, '%', '2026-02-03T08:00:00+00:00'),
    (2, 1, NULL, 1, 'M-2', 'moisture', 7.1, '%', '1999-01-01T00:00:00+00:00');
INSERT INTO stock_levels (org_id, customer_id, sku, current_stock, weekly_consumption) VALUES
    (1, 1, 'LNQ-70', 40, 5), (1, 2, 'LNQ-70', 60, 9);
INSERT INTO recalls (id, org_id, created_by_user_id, recall_number, title, reason, class, instructions, status,
                     clock_started_at, activated_at) VALUES
    (1, 1, 1, 'R-1', 'Hazelnut', 'Undeclared allergen', 'I', 'Stop selling.', 'active',
     '2026-03-01T08:00:00+00:00', '2026-03-01T09:00:00+00:00');
INSERT INTO recall_batches (id, org_id, recall_id, batch_id) VALUES (1, 1, 1, 1);
INSERT INTO recall_notices (id, org_id, recall_id, customer_id) VALUES (1, 1, 1, 1);
INSERT INTO recall_notice_lines (id, org_id, notice_id, order_id, order_item_id, batch_id, order_number, batch_code, sku,
                                 product_name, cartons_ordered, cartons_received) VALUES
    (1, 1, 1, 1, 1, 1, 'O-1', 'IXC-26-001', 'LNQ-70', 'Lanquín 70%', 40, 40);
INSERT INTO complaints (id, org_id, customer_id, order_item_id, batch_id, complaint_number, category, severity, description) VALUES
    (1, 1, 1, 1, 1, 'C-1', 'foreign_body', 'critical', 'Nut shell'), (2, 1, 2, 2, 1, 'C-2', 'taste', 'minor', 'Stale');
INSERT INTO complaint_photos (id, org_id, complaint_id, photo, photo_type) VALUES (1, 1, 1, '', 'image/png');
INSERT INTO oauth_clients (id, org_id, client_id, secret_hash, name, scopes) VALUES
    (1, 1, 'directory', 'x', 'Directory', '["customers:read"]');
INSERT INTO revoked_tokens (jti, expires_at) VALUES ('a', '2026-03-01T08:00:00+00:00');
INSERT INTO idempotency_keys (id, org_id, principal, key, request_hash, expires_at) VALUES
    (1, 1, 'shop:1', 'k', 'x', '2026-03-01T08:00:00+00:00'), (2, 1, 'shop:2', 'k', 'x', '2026-03-01T08:00:00+00:00');
INSERT INTO audit_logs (id, org_id, actor, action, entity, entity_id) VALUES (1, 1, 'staff:1', 'create', 'farms', 1);
INSERT INTO integration_logs (id, org_id, integration_type, event_type, status) VALUES (1, 1, 'customer_portal', 'login', 'success');
INSERT INTO integration_jobs (id, org_id, source, kind, external_id, idempotency_key) VALUES (1, 1, 'lab', 'measurements', 'M-1', 'k');
INSERT INTO events (id, org_id, type, entity, entity_id, customer_id) VALUES
    (1, 1, 'order.created', 'orders', 1, 1), (2, 1, 'batch.created', 'batches', 1, NULL);
INSERT INTO outbox_emails (id, org_id, recipient, template, data) VALUES (1, 1, 'buyer@kontor.example', 'notice', '{}');

INSERT INTO audit_chain (org_id, seq, audit_id, row_hash, link, sealed_at) VALUES
(1, 1, 1, 'aa', 'bb', '2026-01-02T03:04:05+00:00'),
(2, 1, 2, 'cc', 'dd', '2026-01-02T03:04:05+00:00');
