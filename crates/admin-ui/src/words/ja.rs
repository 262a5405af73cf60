//! The staff application's texts in Japanese.

use contract::trace::NodeKind;

use super::Words;

pub static WORDS: Words = Words {
    sections: "セクション",
    menu: "メニュー",
    trace: "追跡",
    farms_batches: "農園とロット",
    orders: "注文",

    sign_in: "サインイン",
    staff: "スタッフ",
    staff_lede: "一箱一箱を、農園から店舗まで、店舗から農園まで。",
    email: "メールアドレス",
    password: "パスワード",
    expired: "セッションの有効期限が切れました。もう一度サインインしてください。",
    wrong: "メールアドレスまたはパスワードが違います。5回間違えると、アカウントは15分間使えなくなります。",
    suspended: "このアカウントは停止されています。組織の管理者にお問い合わせください。",
    no_access: "アカウントがない場合は、組織の管理者が発行します。",
    missing_email: "メールアドレスを入力してください。",
    missing_password: "パスワードを入力してください。",
    unreachable: "アプリケーションが応答しません",

    search: "ロット、注文、店舗、農園",
    suggestions: "検索結果",
    nothing_found: |query| {
        format!(
            "「{query}」は見つかりません。バーに印字されたロット番号、注文番号、店舗名、農園名でお試しください。"
        )
    },
    search_failed: "検索が応答しませんでした。少し待ってからもう一度お試しください。",
    found: |_, written| format!("{written}件"),

    start_title: "どこへ届き、どこから来たか",
    start_lede: "バーに印字されたロット番号、注文番号、店舗名、農園名を入力してください。一箱ごとに、農園までさかのぼり、店舗まで、道のり全体を表示します。",
    start_how: "追跡の出発点",
    start_points: [
        (
            "ロット",
            "バーに印字された IXC-26-001 など。どの店舗にあり、どの農園から来たか。",
        ),
        (
            "注文",
            "O-2026-0098 など。どのロットが入っていて、どの農園のものか。",
        ),
        (
            "農園",
            "その農園のカカオから作られたすべて。注文のないロットも含みます。",
        ),
        ("店舗", "店舗の注文一覧。それぞれの注文から追跡できます。"),
    ],
    recent: "このセッションで追跡したもの",
    recent_none: "追跡したものは、タブを閉じるまでここに並びます。",

    farm: "農園",
    batch: "ロット",
    product: "商品",
    order: "注文",
    shop: "店舗",
    shipment: "出荷",
    farms_n: |_, written| format!("農園 {written}"),
    batches_n: |_, written| format!("ロット {written}"),
    blends_n: |_, written| format!("ブレンド {written}"),
    products_n: |_, written| format!("商品 {written}点"),
    orders_n: |_, written| format!("注文 {written}件"),
    shops_n: |_, written| format!("店舗 {written}"),
    countries_n: |_, written| format!("{written}か国"),
    cartons_n: |_, written| format!("{written}箱"),

    from_kind: |kind, time| {
        let from = match kind {
            NodeKind::Farm => "農園からの追跡",
            NodeKind::Batch => "ロットからの追跡（両方向）",
            NodeKind::Product => "商品からの追跡（両方向）",
            _ => "注文から農園までの追跡",
        };
        format!("{from} · {time} ミリ秒")
    },
    show: "表示",
    everything: "すべて",
    shipped_only: "発送済みのみ",
    country: "国",
    all_countries: "すべての国",
    export: "書き出し",
    no_role_title: "追跡は管理者のみ",
    no_role: "このアカウントでは農園・ロット・注文を閲覧できますが、追跡はできません。必要な場合は、管理者に権限の変更を依頼してください。",
    not_found_title: "追跡できるものがありません",
    not_found: |what| {
        format!(
            "組織内に該当するものがありません：{what}。0とO、1とlの読み違いがないか、番号をお確かめください。"
        )
    },
    failed_title: "追跡を読み込めませんでした",
    new_trace: "新しい追跡",
    where_are: |_, written| (String::new(), format!("の{written}箱のゆくえ")),
    never_made: ("", "からは、まだ何も作られていません"),
    delivered: "お届け済み",
    in_transit: "輸送中",
    held: "引当済み・社内",
    in_store: "在庫・未販売",
    unaccounted: "不明",
    unaccounted_n: |written| format!("{written}箱が不明"),
    too_many_n: |written| format!("製造数より{written}箱多い"),
    all_accounted: "すべて確認済み",
    whole_lots: "下の絞り込みにかかわらず、ロット全体の数です。",
    lit_now: "染まっているもの",
    lit_counts: |products, orders, shops, countries| {
        format!("{products}、{orders}、{shops}（{countries}）。")
    },
    lit_none: "これを含む注文はありません。",
    lit_hint: "図の中を指すと、その道のりが染まります。",
    left_us: |cartons| (cartons.to_owned(), "を発送しました。"),
    trace_from: |name| format!("{name} から追跡"),
    see_orders: "注文を見る",

    picture: "追跡の図",
    picture_label: |root, lit| {
        format!("{root} の追跡。染まっているもの：{lit} とその道のり。同じ内容が表にあります。")
    },
    scrolls: "追跡の図（小さな画面では横にスクロールします）",
    keys: "矢印キーで糸をたどって染め、Enterでそこから追跡し、Escapeで出発点に戻ります。",
    key_lit: "染まった糸：指しているものとその道のり",
    key_strand: |_, written| format!("糸1本は{written}箱"),
    key_ribbon: "糸が多いため帯で表示：幅が箱数を表します",
    key_transit: "切れた線：輸送中",
    key_loose: "ほつれ：未販売、または社内にあるもの",
    fewer: "少なく表示",
    more_n: |written| format!("ほか{written}"),
    made_n: |written| format!("製造 {written}"),
    unsold_n: |all, unsold| format!("{all} · 未販売 {unsold}"),
    no_orders: |all| format!("{all} · 注文なし"),
    no_products: "商品なし",
    goes_into: |code| format!("{code} へ"),
    cancelled: "取消",
    starts_here: "追跡の出発点",
    shipped_of: |shipped| format!("発送済み {shipped}"),

    table: "同じ内容の表",
    shops_reached: "届いた店舗",
    col_shop: "店舗",
    col_orders: "注文",
    col_shipped: "発送済み",
    all_shops: "全店舗",
    table_empty: "届いた店舗はありません。",
    and_more: |written| format!("ほか{written}件"),
    csv: [
        "店舗",
        "都市",
        "国",
        "注文",
        "注文日",
        "状況",
        "ロット",
        "箱数",
        "発送済み",
        "お届け済み",
    ],
    file: "追跡",

    batches_title: "農園とロット",
    batches_lede: "新しい順。ロットを選ぶと商品とラベルを開きます。",
    orders_title: "注文",
    orders_lede: "新しい順。注文を選ぶと詳細を開きます。",
    orders_of: |shop| format!("{shop} の注文"),
    col_batch: "ロット",
    col_farm: "農園",
    col_status: "状況",
    col_harvest: "収穫",
    col_produced: "製造量",
    col_order: "注文",
    col_date: "注文日",
    col_cartons: "箱数",
    more_rows: "さらに表示",
    all_rows: "以上です。",
    batches_empty: (
        "ロットはまだありません",
        "最初のカカオを受け入れると、ここに表示されます。",
    ),
    orders_empty: ("注文はありません", "店舗が注文すると、ここに表示されます。"),
    list_failed: "一覧を読み込めませんでした",
    blend_of: |_, written| format!("{written}ロットのブレンド"),

    page_missing: (
        "ページが見つかりません",
        "アドレスの入力間違いか、今後の版で追加されるページです。",
    ),
};
