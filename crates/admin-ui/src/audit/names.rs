//! What the columns, tables and acts of the audit log are called by people. What is not listed here keeps the name it
//! has in the database, its underscores read as spaces.

/// The database's name, and what English, German, Spanish and Japanese call it.
pub type Named = (&'static str, [&'static str; 4]);

/// Columns.
pub const FIELDS: &[Named] = &[
    ("name", ["Name", "Name", "Nombre", "名前"]),
    ("status", ["Status", "Status", "Estado", "状態"]),
    ("country", ["Country", "Land", "País", "国"]),
    (
        "address_line1",
        [
            "Address, first line",
            "Adresse, erste Zeile",
            "Dirección, primera línea",
            "住所1",
        ],
    ),
    (
        "address_line2",
        [
            "Address, second line",
            "Adresse, zweite Zeile",
            "Dirección, segunda línea",
            "住所2",
        ],
    ),
    ("city", ["City", "Ort", "Ciudad", "市区町村"]),
    ("region", ["Region", "Region", "Región", "地域"]),
    (
        "postal_code",
        ["Postal code", "Postleitzahl", "Código postal", "郵便番号"],
    ),
    (
        "email",
        ["E-mail", "E-Mail", "Correo electrónico", "メール"],
    ),
    ("phone", ["Telephone", "Telefon", "Teléfono", "電話"]),
    ("locale", ["Language", "Sprache", "Idioma", "言語"]),
    (
        "default_locale",
        [
            "House language",
            "Sprache des Hauses",
            "Idioma de la casa",
            "自社の言語",
        ],
    ),
    ("notes", ["Notes", "Notizen", "Notas", "メモ"]),
    (
        "erp_customer_id",
        [
            "Id in the ERP",
            "Nummer im ERP",
            "Código en el ERP",
            "ERPの番号",
        ],
    ),
    (
        "external_customer_id",
        [
            "Id elsewhere",
            "Nummer anderswo",
            "Código externo",
            "他システムの番号",
        ],
    ),
    (
        "owner_name",
        ["Looked after by", "Betreut von", "Atendida por", "担当者"],
    ),
    (
        "owner_user_id",
        ["Looked after by", "Betreut von", "Atendida por", "担当者"],
    ),
    ("team_name", ["Team", "Team", "Equipo", "チーム"]),
    ("team_id", ["Team", "Team", "Equipo", "チーム"]),
    ("job_title", ["Job", "Funktion", "Cargo", "役職"]),
    (
        "is_primary",
        [
            "First contact",
            "Erster Kontakt",
            "Contacto principal",
            "主な連絡先",
        ],
    ),
    ("customer_name", ["Customer", "Kunde", "Cliente", "取引先"]),
    ("customer_id", ["Customer", "Kunde", "Cliente", "取引先"]),
    ("role", ["Role", "Rolle", "Rol", "権限"]),
    (
        "order_number",
        ["Order", "Bestellung", "Pedido", "注文番号"],
    ),
    (
        "customer_po_reference",
        [
            "PO reference",
            "Bestellnummer des Kunden",
            "Referencia del cliente",
            "発注番号",
        ],
    ),
    (
        "order_date",
        ["Ordered", "Bestellt", "Fecha del pedido", "注文日"],
    ),
    (
        "est_delivery_date",
        [
            "Estimated delivery",
            "Voraussichtliche Lieferung",
            "Entrega estimada",
            "お届け予定日",
        ],
    ),
    (
        "requested_delivery_date",
        [
            "Requested delivery",
            "Gewünschte Lieferung",
            "Entrega solicitada",
            "希望納期",
        ],
    ),
    (
        "actual_delivery_date",
        ["Delivered", "Geliefert", "Entregado", "お届け日"],
    ),
    (
        "shipping_method",
        ["Shipping", "Versand", "Envío", "配送方法"],
    ),
    (
        "shipping_term",
        ["Incoterm", "Incoterm", "Incoterm", "インコタームズ"],
    ),
    (
        "comments",
        ["Comments", "Bemerkungen", "Comentarios", "備考"],
    ),
    ("items", ["Lines", "Positionen", "Líneas", "明細"]),
    ("quantity", ["Cartons", "Kartons", "Cajas", "カートン"]),
    (
        "quantity_shipped",
        [
            "Cartons shipped",
            "Kartons verschickt",
            "Cajas enviadas",
            "出荷済みカートン",
        ],
    ),
    ("product_name", ["Product", "Produkt", "Producto", "製品"]),
    ("sku", ["SKU", "Artikelnummer", "SKU", "SKU"]),
    ("batch_code", ["Batch", "Charge", "Lote", "バッチ"]),
    ("batch_id", ["Batch", "Charge", "Lote", "バッチ"]),
    ("lot_code", ["Lot", "Charge", "Lote", "ロット"]),
    ("code", ["Code", "Code", "Código", "コード"]),
    ("farm_name", ["Farm", "Farm", "Finca", "農園"]),
    (
        "harvest_date",
        ["Harvested", "Geerntet", "Cosecha", "収穫日"],
    ),
    ("roast_date", ["Roasted", "Geröstet", "Tueste", "焙煎日"]),
    (
        "received_kg",
        [
            "Received, kg",
            "Erhalten, kg",
            "Recibido, kg",
            "入荷量 (kg)",
        ],
    ),
    (
        "produced_kg",
        [
            "Produced, kg",
            "Hergestellt, kg",
            "Producido, kg",
            "生産量 (kg)",
        ],
    ),
    (
        "fermentation_days",
        [
            "Fermentation, days",
            "Fermentation, Tage",
            "Fermentación, días",
            "発酵日数",
        ],
    ),
    (
        "drying_days",
        [
            "Drying, days",
            "Trocknung, Tage",
            "Secado, días",
            "乾燥日数",
        ],
    ),
    (
        "release_reason",
        [
            "Reason for the release",
            "Grund der Freigabe",
            "Motivo de la liberación",
            "出荷許可の理由",
        ],
    ),
    (
        "inputs",
        ["Made of", "Hergestellt aus", "Hecho de", "原料バッチ"],
    ),
    (
        "quantity_produced",
        [
            "Cartons made",
            "Hergestellte Kartons",
            "Cajas producidas",
            "製造カートン数",
        ],
    ),
    (
        "best_before",
        [
            "Best before",
            "Mindestens haltbar bis",
            "Consumir antes de",
            "賞味期限",
        ],
    ),
    (
        "carrier",
        ["Carrier", "Frachtführer", "Transportista", "運送会社"],
    ),
    (
        "tracking_number",
        [
            "Tracking number",
            "Sendungsnummer",
            "Número de seguimiento",
            "追跡番号",
        ],
    ),
    (
        "tracking_url",
        [
            "Tracking address",
            "Adresse der Sendungsverfolgung",
            "Dirección de seguimiento",
            "追跡ページ",
        ],
    ),
    (
        "dispatch_date",
        ["Dispatched", "Verschickt", "Despacho", "発送日"],
    ),
    (
        "shipment_number",
        ["Shipment", "Sendung", "Envío", "出荷番号"],
    ),
    (
        "wo_number",
        ["Run", "Auftrag", "Orden de producción", "製造番号"],
    ),
    (
        "qty_planned",
        [
            "Cartons planned",
            "Geplante Kartons",
            "Cajas planificadas",
            "予定カートン数",
        ],
    ),
    (
        "qty_completed",
        [
            "Cartons completed",
            "Fertige Kartons",
            "Cajas terminadas",
            "完成カートン数",
        ],
    ),
    (
        "received_by",
        ["Received by", "Empfangen von", "Recibido por", "受取人"],
    ),
    (
        "complaint_number",
        ["Complaint", "Reklamation", "Reclamo", "クレーム番号"],
    ),
    ("category", ["Kind", "Art", "Tipo", "種類"]),
    ("severity", ["Severity", "Schwere", "Gravedad", "深刻度"]),
    (
        "description",
        ["Description", "Beschreibung", "Descripción", "内容"],
    ),
    ("status_reason", ["Reason", "Grund", "Motivo", "理由"]),
    ("primary_color", ["Colour", "Farbe", "Color", "色"]),
    (
        "lead_time_weeks",
        [
            "Lead time, weeks",
            "Vorlauf, Wochen",
            "Plazo, semanas",
            "リードタイム (週)",
        ],
    ),
    (
        "client_id",
        [
            "Client id",
            "Client-Kennung",
            "Id del cliente",
            "クライアントID",
        ],
    ),
    ("scopes", ["Scopes", "Rechte", "Permisos", "スコープ"]),
    (
        "allowed_cidrs",
        [
            "Allowed networks",
            "Erlaubte Netze",
            "Redes permitidas",
            "許可ネットワーク",
        ],
    ),
    (
        "rate_limit_per_minute",
        [
            "Requests a minute",
            "Anfragen je Minute",
            "Solicitudes por minuto",
            "毎分の上限",
        ],
    ),
    ("expires_at", ["Expires", "Läuft ab", "Caduca", "有効期限"]),
    (
        "must_change_password",
        [
            "Must choose a new password",
            "Muss ein neues Passwort wählen",
            "Debe elegir otra contraseña",
            "パスワードの変更が必要",
        ],
    ),
    (
        "login_attempts",
        [
            "Wrong passwords",
            "Falsche Passwörter",
            "Contraseñas erróneas",
            "パスワードの誤り",
        ],
    ),
    (
        "locked_until",
        [
            "Locked until",
            "Gesperrt bis",
            "Bloqueado hasta",
            "ロック解除時刻",
        ],
    ),
    (
        "recall_number",
        ["Recall", "Rückruf", "Retirada", "リコール"],
    ),
    (
        "last_login_at",
        [
            "Last sign-in",
            "Letzte Anmeldung",
            "Último acceso",
            "最終ログイン",
        ],
    ),
    (
        "external_order_id",
        [
            "Id elsewhere",
            "Nummer anderswo",
            "Código externo",
            "他システムの番号",
        ],
    ),
    ("slug", ["Short name", "Kurzname", "Nombre corto", "略称"]),
    ("rows", ["Rows", "Zeilen", "Filas", "行"]),
    ("reason", ["Reason", "Grund", "Motivo", "理由"]),
];
/// Tables, one row of each.
pub const ENTITIES: &[Named] = &[
    ("customers", ["Customer", "Kunde", "Cliente", "取引先"]),
    ("contacts", ["Contact", "Kontakt", "Contacto", "連絡先"]),
    ("orders", ["Order", "Bestellung", "Pedido", "注文"]),
    (
        "order_items",
        [
            "Order line",
            "Bestellposition",
            "Línea de pedido",
            "注文明細",
        ],
    ),
    ("shipments", ["Shipment", "Sendung", "Envío", "出荷"]),
    (
        "work_orders",
        [
            "Production run",
            "Produktionslauf",
            "Orden de producción",
            "製造",
        ],
    ),
    ("batches", ["Batch", "Charge", "Lote", "バッチ"]),
    ("products", ["Product", "Produkt", "Producto", "製品"]),
    ("farms", ["Farm", "Farm", "Finca", "農園"]),
    (
        "measurements",
        ["Measurement", "Messung", "Medición", "測定値"],
    ),
    (
        "complaints",
        ["Complaint", "Reklamation", "Reclamo", "クレーム"],
    ),
    ("recalls", ["Recall", "Rückruf", "Retirada", "リコール"]),
    (
        "recall_notices",
        [
            "Recall notice",
            "Rückrufmitteilung",
            "Aviso de retirada",
            "リコール通知",
        ],
    ),
    (
        "users",
        [
            "Staff account",
            "Mitarbeiterkonto",
            "Cuenta del personal",
            "社員アカウント",
        ],
    ),
    ("teams", ["Team", "Team", "Equipo", "チーム"]),
    (
        "customer_portal_users",
        [
            "Portal account",
            "Portalkonto",
            "Cuenta del portal",
            "ポータルアカウント",
        ],
    ),
    (
        "oauth_clients",
        [
            "Client program",
            "Client-Programm",
            "Programa cliente",
            "連携プログラム",
        ],
    ),
    ("organizations", ["House", "Haus", "Casa", "自社"]),
    ("stock_levels", ["Stock", "Bestand", "Existencias", "在庫"]),
    (
        "integration_jobs",
        [
            "Integration job",
            "Integrationsauftrag",
            "Tarea de integración",
            "連携ジョブ",
        ],
    ),
    (
        "audit_logs",
        [
            "Audit log",
            "Änderungsprotokoll",
            "Registro de auditoría",
            "監査ログ",
        ],
    ),
];
/// Acts.
pub const ACTIONS: &[Named] = &[
    ("create", ["Created", "Angelegt", "Creado", "作成"]),
    ("update", ["Changed", "Geändert", "Cambiado", "変更"]),
    ("delete", ["Deleted", "Gelöscht", "Eliminado", "削除"]),
    (
        "import",
        ["Imported", "Importiert", "Importado", "取り込み"],
    ),
    (
        "login",
        ["Signed in", "Angemeldet", "Inició sesión", "ログイン"],
    ),
    (
        "logout",
        ["Signed out", "Abgemeldet", "Cerró sesión", "ログアウト"],
    ),
    (
        "login_refused",
        [
            "Sign-in refused",
            "Anmeldung abgelehnt",
            "Acceso rechazado",
            "ログイン拒否",
        ],
    ),
    ("suspend", ["Suspended", "Gesperrt", "Suspendido", "停止"]),
    (
        "reinstate",
        ["Reinstated", "Wieder freigegeben", "Reactivado", "再開"],
    ),
    (
        "unlock",
        ["Unlocked", "Entsperrt", "Desbloqueado", "ロック解除"],
    ),
    ("lock", ["Locked", "Blockiert", "Bloqueado", "ロック"]),
    (
        "reset_password",
        [
            "Password reset",
            "Passwort zurückgesetzt",
            "Contraseña restablecida",
            "パスワード再設定",
        ],
    ),
    (
        "change_password",
        [
            "Password changed",
            "Passwort geändert",
            "Contraseña cambiada",
            "パスワード変更",
        ],
    ),
    (
        "release",
        ["Released", "Freigegeben", "Liberado", "出荷許可"],
    ),
    ("activate", ["Activated", "Ausgelöst", "Activada", "発動"]),
    ("close", ["Closed", "Abgeschlossen", "Cerrada", "終了"]),
    (
        "rotate",
        [
            "Secret renewed",
            "Geheimnis erneuert",
            "Secreto renovado",
            "シークレット更新",
        ],
    ),
    ("revoke", ["Revoked", "Widerrufen", "Revocado", "失効"]),
    (
        "sync",
        [
            "Came from outside",
            "Von außen übernommen",
            "Vino de fuera",
            "外部から同期",
        ],
    ),
    (
        "retry",
        ["Tried again", "Erneut versucht", "Reintentado", "再試行"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_named_twice() {
        for table in [FIELDS, ENTITIES, ACTIONS] {
            for (at, (key, names)) in table.iter().enumerate() {
                assert!(names.iter().all(|name| !name.is_empty()), "{key}");
                assert!(
                    !table[at + 1..].iter().any(|(other, _)| other == key),
                    "{key} twice"
                );
            }
        }
    }
}
