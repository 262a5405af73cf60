//! 日本語.

use contract::StaffRole;

use super::StaffWords;

pub static WORDS: StaffWords = StaffWords {
    title: "スタッフ",
    lede: "このアプリケーションを使う方と、それぞれの権限です。",
    role: "権限",
    role_name: |role| match role {
        StaffRole::Viewer => "閲覧",
        StaffRole::User => "担当者",
        StaffRole::Manager => "マネージャー",
        StaffRole::Admin => "管理者",
        StaffRole::PlatformAdmin => "プラットフォーム管理者",
    },
    role_may: |role| match role {
        StaffRole::Viewer => "取引先・注文・バッチの閲覧のみで、変更はできません。",
        StaffRole::User => "自分の取引先とその注文・出荷を担当します。",
        StaffRole::Manager => {
            "チームのすべての取引先を担当し、生産計画と取引先の取り込みを行います。"
        }
        StaffRole::Admin => {
            "追跡・スタッフ・プログラム・設定を含め、組織のすべてを閲覧・変更できます。"
        }
        StaffRole::PlatformAdmin => "すべての組織の管理者です。",
    },
    team: "チーム",
    no_team: "チームなし",
    team_hint: "マネージャーは自分のチームの取引先を見られます。",
    you: "(ご本人)",
    customers_n: |_, written| format!("取引先{written}件"),
    filter: "スタッフの絞り込み",
    search: "名前またはメール",
    all_roles: "すべての権限",
    all_statuses: "すべての状態",
    all_teams: "すべてのチーム",
    clear: "すべて表示",
    none: (
        "まだ誰もいません",
        "最初の方を招待してください。パスワードはメールで届きます。",
    ),
    no_match: (
        "該当する方がいません",
        "この条件に合う方はいません。すべて表示するか、名前の別の部分で検索してください。",
    ),
    invite: "スタッフを招待",
    invite_text: "パスワードを作成し、このアドレスに送信します。ほかの誰にも表示されません。初回ログイン時に、ご本人が新しいパスワードを決めます。",
    invite_go: "招待して送信",
    invited: |name| format!("{name}さんがログインできるようになりました。"),
    on_its_way: |name, email| {
        format!(
            "{name}さんのパスワードを{email}に送信しています。ここには表示されません。初回ログイン時に、ご本人が新しいパスワードを決めます。"
        )
    },
    edit: "変更",
    edit_title: |name| format!("{name}さんの変更"),
    save: "保存",
    saved: |name| format!("{name}さんの情報を保存しました。"),
    new_password: "新しいパスワード",
    suspend_text: "この方のログインはすべて直ちに終了し、再開するまでログインできなくなります。担当の取引先はそのまま残ります。",
    reset_text: |email| {
        format!(
            "今のパスワードは使えなくなり、この方のログインはすべて直ちに終了します。新しいパスワードを{email}に送信し、次回ログイン時にご本人が決め直します。"
        )
    },
    email_taken: "このメールアドレスはすでに使われています。",
    last_admin: "最後の管理者です。先にほかの方を管理者にしてください。",
    oneself: "ご自身の権限と利用状況は、ほかの管理者が変更します。",
    role_refused: "この権限を付与することはできません。",
    team_gone: "このチームはもうありません。別のチームを選んでください。",
};
