//! Español.

use contract::StaffRole;

use super::StaffWords;

pub static WORDS: StaffWords = StaffWords {
    title: "Personas",
    lede: "Quién trabaja con esta aplicación y qué puede hacer cada persona.",
    role: "Rol",
    role_name: |role| match role {
        StaffRole::Viewer => "Lectura",
        StaffRole::User => "Atención",
        StaffRole::Manager => "Jefatura",
        StaffRole::Admin => "Administración",
        StaffRole::PlatformAdmin => "Administración de la plataforma",
    },
    role_may: |role| match role {
        StaffRole::Viewer => "Consulta clientes, pedidos y lotes; no cambia nada.",
        StaffRole::User => "Atiende a sus propios clientes, con sus pedidos y envíos.",
        StaffRole::Manager => {
            "Atiende a todos los clientes de su equipo, planifica la producción e importa clientes."
        }
        StaffRole::Admin => {
            "Ve y cambia todo lo de la organización, también trazabilidad, personas, programas y ajustes."
        }
        StaffRole::PlatformAdmin => "Administra todas las organizaciones.",
    },
    team: "Equipo",
    no_team: "Sin equipo",
    team_hint: "La jefatura ve los clientes de su equipo.",
    you: "(usted)",
    customers_n: |n, written| {
        if n == 1 {
            "1 cliente".to_owned()
        } else {
            format!("{written} clientes")
        }
    },
    filter: "Filtrar las personas",
    search: "Nombre o correo",
    all_roles: "Todos los roles",
    all_statuses: "Todos los estados",
    all_teams: "Todos los equipos",
    clear: "Mostrar todo",
    none: (
        "Todavía no hay nadie",
        "Invite a la primera persona; recibirá una contraseña por correo.",
    ),
    no_match: (
        "Nadie coincide",
        "Nadie coincide con estos filtros. Muestre todo o busque otra parte del nombre.",
    ),
    invite: "Invitar a una persona",
    invite_text: "Se genera una contraseña y se envía a esta dirección. Nadie más la ve; al entrar por primera vez, la persona elige la suya.",
    invite_go: "Invitar y enviar",
    invited: |name| format!("{name} ya puede entrar."),
    on_its_way: |name, email| {
        format!(
            "La contraseña de {name} va de camino a {email}. Aquí no se muestra. Al entrar por primera vez, elegirá la suya."
        )
    },
    edit: "Cambiar",
    edit_title: |name| format!("Cambiar a {name}"),
    save: "Guardar",
    saved: |name| format!("Los datos de {name} están guardados."),
    new_password: "Contraseña nueva",
    suspend_text: "Todas las sesiones de esta persona terminan al instante y no podrá entrar hasta que la readmita. Sus clientes siguen a su cargo.",
    reset_text: |email| {
        format!(
            "La contraseña anterior deja de valer y todas las sesiones de esta persona terminan al instante. Se envía una nueva a {email}; en la próxima entrada elegirá la suya."
        )
    },
    email_taken: "Alguien ya entra con este correo.",
    last_admin: "Es la última persona que administra. Dele antes ese rol a otra.",
    oneself: "Su propio rol y acceso los cambia otra persona que administre.",
    role_refused: "No puede dar este rol.",
    team_gone: "Este equipo ya no existe. Elija otro.",
};
